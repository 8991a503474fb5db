;; Called through the table, so that no compiler inlines it.
;; expect: wbcc: trap: unreachable
;; expect:   #0 deep_inside
;; expect:   #1 _start
(module
  (memory (export "memory") 1)
  (type $f (func (param i32) (result i32)))
  (table 2 funcref)
  (elem (i32.const 0) func $fine $deep_inside)
  (func $fine (type $f) (i32.const 1))
  (func $deep_inside (type $f) (if (local.get 0) (then unreachable)) (i32.const 7))
  (func (export "_start")
    (i32.store (i32.const 8) (call_indirect (type $f) (i32.const 1) (i32.load (i32.const 0))))
    (i32.store (i32.const 8)
      (call_indirect (type $f) (i32.const 1) (i32.load (i32.const 8))))))
