// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace cordon::bench {

/// A new file written in large pieces. Throws Trouble where it cannot be written. Thread: one.
class TextFile {
public:
    explicit TextFile(const std::string& path);
    ~TextFile();
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;

    /// What is appended here is written sooner or later; call written() now and then.
    [[nodiscard]] std::string& text() { return m_text; }
    void written()
    {
        if (m_text.size() >= kPiece) {
            flush();
        }
    }
    /// Everything is in the file; the last call.
    void finish();

private:
    static constexpr std::size_t kPiece = std::size_t{1} << 20U;
    void flush();

    std::string m_path, m_text;
    int m_file = -1;
};

} // namespace cordon::bench
