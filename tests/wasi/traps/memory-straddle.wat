;; Eight bytes of which four are memory: nothing is stored.
;; expect: wbcc: trap: out of bounds memory access (address 0x1\(0000\|fffc\), memory is 65536 bytes)
(module
  (memory (export "memory") 1)
  (func (export "_start") (i64.store (i32.const 0xfffc) (i64.const -1))))
