struct pair {
	int a;
	short b;
};
