/* progname.h: the program's name as it was called. */
#ifndef WBCC_SDK_PROGNAME_H
#define WBCC_SDK_PROGNAME_H

const char *program_name(void);
const char *short_program_name(void); /* without folders */

#endif
