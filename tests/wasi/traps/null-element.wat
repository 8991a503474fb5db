;; expect: wbcc: trap: uninitialized element
;; expect:   #0 .*
(module
  (memory (export "memory") 1)
  (table 4 funcref)
  (type $f (func))
  (func (export "_start") (call_indirect (type $f) (i32.load (i32.const 0)))))
