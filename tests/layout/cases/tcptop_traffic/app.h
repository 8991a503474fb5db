struct traffic_t {
	size_t sent;
	size_t received;
};
