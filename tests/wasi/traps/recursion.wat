;; No loop can be made of this recursion.
;; expect: wbcc: trap: call stack exhausted
;; expect:   #0 endless
;; expect:   #1 endless
;; expect:   ... [0-9]* more frames ...
;; expect:   #[0-9]* \(endless\|_start\)
(module
  (memory (export "memory") 1)
  (func $endless (param i32) (result i32)
    (i32.rotl
      (call $endless (i32.add (local.get 0) (i32.load (i32.const 0))))
      (i32.xor (local.get 0) (call $endless (i32.load (i32.const 4))))))
  (func (export "_start") (i32.store (i32.const 0) (call $endless (i32.const 1)))))
