;; expect: wbcc: trap: integer divide by zero
;; expect:   #0 \(ratio\|_start\)
(module
  (memory (export "memory") 1)
  (func $ratio (param i32) (result i32) (i32.div_s (i32.const 7) (local.get 0)))
  (func (export "_start") (i32.store (i32.const 0) (call $ratio (i32.load (i32.const 8))))))
