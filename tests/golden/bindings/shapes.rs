// Types of the BPF object shapes_bpf, in its layout.  Written by wbcc: do not edit.
// Every hole is a field, so the assert of a size proves the place of each field.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, dead_code)]

pub type kind = u32;
pub const NONE: u32 = 0;
pub const OPEN: u32 = 1;
pub const CLOSE: u32 = 2;

pub type flag = i32;
pub const LOW: i32 = -1;
pub const HIGH: i32 = 100;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct point_t {
    pub x: i32,
    pub _pad0: [u8; 4],
    pub y: i64,
}
const _: () = assert!(core::mem::size_of::<point_t>() == 16);

pub type place_t = point_t;

#[repr(C, packed)]
#[derive(Clone, Copy)]
pub struct tight {
    pub c: i8,
    pub l: i64,
}
const _: () = assert!(core::mem::size_of::<tight>() == 9);

#[repr(C)]
#[derive(Clone, Copy)]
pub union event__u {
    pub wide: i64,
    pub narrow: [i8; 3],
    pub _bytes: [u8; 8],
}
const _: () = assert!(core::mem::size_of::<event__u>() == 8);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct event__in {
    pub s: i16,
    pub _pad0: [u8; 6],
    pub p: u64,
}
const _: () = assert!(core::mem::size_of::<event__in>() == 16);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct event {
    pub type_: u32,
    pub comm: [i8; 16],
    pub ok: u8,
    pub _pad0: [u8; 3],
    pub kind: u32,
    pub flag: i32,
    pub _bits0: [u8; 2],
    pub _pad1: [u8; 6],
    pub u: event__u,
    pub in_: [event__in; 2],
    pub at: point_t,
    pub tight: tight,
    pub _pad2: [u8; 7],
    pub d: f64,
    pub _pad3: [u8; 8],
    pub big: i128,
}
impl event {
    pub fn a(&self) -> u64 {
        let mut v: u64 = 0;
        for i in (0..3).rev() {
            v = v << 1 | (self._bits0[i / 8] >> (i % 8) & 1) as u64;
        }
        v
    }
    pub fn set_a(&mut self, v: u64) {
        for (n, i) in (0..3).enumerate() {
            let bit = 1u8 << (i % 8);
            let on = v >> n & 1 != 0;
            self._bits0[i / 8] = if on { self._bits0[i / 8] | bit } else { self._bits0[i / 8] & !bit };
        }
    }
    pub fn b(&self) -> i64 {
        let mut v: u64 = 0;
        for i in (3..10).rev() {
            v = v << 1 | (self._bits0[i / 8] >> (i % 8) & 1) as u64;
        }
        ((v << 57) as i64) >> 57
    }
    pub fn set_b(&mut self, v: u64) {
        for (n, i) in (3..10).enumerate() {
            let bit = 1u8 << (i % 8);
            let on = v >> n & 1 != 0;
            self._bits0[i / 8] = if on { self._bits0[i / 8] | bit } else { self._bits0[i / 8] & !bit };
        }
    }
}
const _: () = assert!(core::mem::size_of::<event>() == 144);

