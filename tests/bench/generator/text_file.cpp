// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/text_file.h"

#include "tests/bench/generator/trouble.h"

#include <fcntl.h>
#include <unistd.h>

namespace cordon::bench {

TextFile::TextFile(const std::string& path)
    : m_path(path), m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600))
{
    if (m_file < 0) {
        throw Trouble("cannot write " + path);
    }
    m_text.reserve(kPiece + kPiece / 4);
}

TextFile::~TextFile()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

void TextFile::flush()
{
    for (std::size_t done = 0; done < m_text.size();) {
        const ssize_t wrote = ::write(m_file, m_text.data() + done, m_text.size() - done);
        if (wrote <= 0) {
            throw Trouble("cannot write " + m_path);
        }
        done += static_cast<std::size_t>(wrote);
    }
    m_text.clear();
}

void TextFile::finish()
{
    flush();
    const int file = m_file;
    m_file = -1;
    if (::close(file) != 0) {
        throw Trouble("cannot write " + m_path);
    }
}

} // namespace cordon::bench
