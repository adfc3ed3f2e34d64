// The one file of a program that compiles the implementation when JIMENG_SEPARATE_COMPILATION is defined.
#include <jimeng/src.hpp>
