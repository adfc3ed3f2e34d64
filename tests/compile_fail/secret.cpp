// A secret is not printed, and text becomes one only where that is written out.
#include <jimeng/core/credentials.hpp>

#include <iostream>
#include <string>

jimeng::secret made_on_purpose(std::string const& text);
jimeng::secret made_on_purpose(std::string const& text)
{
    return jimeng::secret{text};
}

#if CASE == 1
// expect-gcc: use of deleted function
// expect-clang: overload resolution selected deleted operator '<<'
void printed(jimeng::credentials const& keys)
{
    std::cout << keys.secret_access_key;
}
#endif

#if CASE == 2
// expect-gcc: could not convert
// expect-clang: no viable conversion
jimeng::secret made_by_accident(std::string const& text)
{
    return text;
}
#endif

#if CASE == 3
// expect-gcc: to non-scalar type 'std::string'
// expect-clang: no viable conversion from 'const jimeng::secret' to 'std::string'
void copied_by_accident(jimeng::secret const& secret)
{
    std::string text = secret;
}
#endif
