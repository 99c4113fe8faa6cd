// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdint>
#include <functional>

namespace cordon {

/// Cuts bytes into lines at LF, whatever the chunks; a CR before it belongs to the line end, a byte
/// order mark at the start is passed over. Thread: one.
class LineScanner {
public:
    struct Line {
        QByteArrayView text; ///< holds during the visit; empty where the line is too long
        std::int64_t number = 1;
        bool tooLong = false;
        std::int64_t behind = 0; ///< where the next line starts, in bytes of the file
    };
    /// Returns false to stop.
    using Visitor = std::function<bool(const Line&)>;

    /// Starts at that byte of the file, which starts that line.
    explicit LineScanner(qsizetype longestLine, std::int64_t offset = 0, std::int64_t line = 1)
        : m_longest(longestLine), m_offset(offset), m_number(line)
    {
    }

    /// Visits every line that ends in the bytes so far. False: the visitor stopped.
    bool feed(QByteArrayView chunk, const Visitor& visit);
    /// The bytes are complete: visits a last line without line end.
    bool finish(const Visitor& visit);

private:
    bool visitLine(qsizetype end, qsizetype next, const Visitor& visit);
    [[nodiscard]] bool startsFile() const { return m_number == 1 && m_offset + m_start == 0; }

    qsizetype m_longest;
    std::int64_t m_offset; ///< of the buffer, in the file
    QByteArray m_buffer;
    qsizetype m_start = 0;
    qsizetype m_searched = 0; ///< no LF before this
    std::int64_t m_number;
    bool m_skipping = false;
};

} // namespace cordon
