;; expect: wbcc: trap: invalid conversion to integer
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (i32.store (i32.const 0)
      (i32.trunc_f64_s (f64.div (f64.load (i32.const 8)) (f64.load (i32.const 8)))))))
