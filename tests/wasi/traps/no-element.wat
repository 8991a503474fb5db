;; expect: wbcc: trap: undefined element
(module
  (memory (export "memory") 1)
  (table 4 funcref)
  (type $f (func))
  (func (export "_start") (call_indirect (type $f) (i32.add (i32.load (i32.const 0)) (i32.const 4)))))
