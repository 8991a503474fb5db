;; What memory.grow gave is memory, what is behind it is not.
;; expect: wbcc: trap: out of bounds memory access (address 0x30000, memory is 196608 bytes)
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (memory.grow (i32.const 2)))
    (i32.store (i32.const 0x2fffc) (i32.const 1))
    (i32.store (i32.const 0x30000) (i32.const 1))))
