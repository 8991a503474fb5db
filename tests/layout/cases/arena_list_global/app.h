struct list_node;

struct list_head {
	struct list_node *first;
};
