;; expect: wbcc: trap: out of bounds table access
(module
  (memory (export "memory") 1)
  (table $t 4 funcref)
  (func (export "_start")
    (table.set $t (i32.add (i32.load (i32.const 0)) (i32.const 4)) (ref.null func))))
