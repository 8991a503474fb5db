;; No libc: one buffer of two pieces, and the exit code.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\20\00\00\00\05\00\00\00\30\00\00\00\01\00\00\00")
  (data (i32.const 0x20) "hello")
  (data (i32.const 0x30) "\0a")
  (func (export "_start")
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 2) (i32.const 0x100)))
    (call $proc_exit (i32.add (i32.load (i32.const 0x100)) (i32.const 1)))))
