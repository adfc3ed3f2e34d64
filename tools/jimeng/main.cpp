#include "command.hpp"

int main(int argc, char** argv)
{
    return command::run(argc, argv);
}
