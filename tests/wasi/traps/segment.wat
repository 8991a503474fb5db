;; An active segment that does not fit: before any code of the guest's.
;; expect: wbcc: trap: out of bounds memory access
(module
  (memory (export "memory") 1)
  (data (i32.const 0xffff) "ab")
  (func (export "_start")))
