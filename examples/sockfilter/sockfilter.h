/* One event for each IPv4 packet that passed the interface. */
#ifndef SOCKFILTER_H
#define SOCKFILTER_H

struct event {
	unsigned source, destination; /* network byte order */
	unsigned short source_port, destination_port; /* network byte order; TCP and UDP */
	unsigned protocol;
	unsigned length;
};

#endif
