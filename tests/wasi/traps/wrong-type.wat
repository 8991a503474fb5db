;; expect: wbcc: trap: indirect call type mismatch
(module
  (memory (export "memory") 1)
  (table 4 funcref)
  (elem (i32.const 0) func $g)
  (type $f (func))
  (func $g (param i32))
  (func (export "_start") (call_indirect (type $f) (i32.load (i32.const 0)))))
