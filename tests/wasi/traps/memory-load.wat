;; expect: wbcc: trap: out of bounds memory access (address 0x10000, memory is 65536 bytes)
;; expect:   #0 .*
(module
  (memory (export "memory") 1)
  (func $read (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "_start") (i32.store (i32.const 0) (call $read (i32.const 0x10000)))))
