;; expect: wbcc: trap: call stack exhausted
;; expect:   #0 endless
;; expect:   #1 endless
;; expect:   ... [0-9]* more frames ...
;; expect:   #[0-9]* _start
(module
  (memory (export "memory") 1)
  (func $endless (param i32) (result i32)
    (i32.add (call $endless (i32.add (local.get 0) (i32.load (i32.const 0)))) (i32.const 1)))
  (func (export "_start") (i32.store (i32.const 0) (call $endless (i32.const 1)))))
