#ifndef JIMENG_MEDIA_HPP
#define JIMENG_MEDIA_HPP

/// Pictures and videos as files: checked by their bytes, named, written so that nothing paid is lost. No sockets.

#include <jimeng/media/artifact.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/media/picture_check.hpp>
#include <jimeng/media/picture_file.hpp>
#include <jimeng/media/saved_result.hpp>

#endif
