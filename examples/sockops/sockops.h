/* One event for each TCP connection of the cgroup that was established. */
#ifndef SOCKOPS_H
#define SOCKOPS_H

struct event {
	unsigned local_port, remote_port; /* host byte order */
	unsigned remote_ip4;		  /* network byte order */
	bool is_active;			  /* we connected; else we accepted */
};

#endif
