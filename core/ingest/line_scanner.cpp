// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/line_scanner.h"

namespace cordon {

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");

} // namespace

bool LineScanner::feed(QByteArrayView chunk, const Visitor& visit)
{
    m_buffer.append(chunk);
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_searched);
        if (end < 0) {
            break;
        }
        if (!visitLine(end, end + 1, visit)) {
            return false;
        }
        m_start = m_searched = end + 1;
    }
    // What may yet go off the line does not count: the CR of its end, a byte order mark.
    const qsizetype mostHeld = m_longest + 1 + (startsFile() ? kByteOrderMark.size() : 0);
    m_skipping = m_skipping || m_buffer.size() - m_start > mostHeld;
    const qsizetype done = m_skipping ? m_buffer.size() : m_start;
    m_buffer.remove(0, done);
    m_offset += done;
    m_start = 0;
    m_searched = m_buffer.size();
    return true;
}

bool LineScanner::finish(const Visitor& visit)
{
    return (m_buffer.isEmpty() && !m_skipping) || visitLine(m_buffer.size(), m_buffer.size(), visit);
}

bool LineScanner::visitLine(qsizetype end, qsizetype next, const Visitor& visit)
{
    QByteArrayView text = QByteArrayView(m_buffer).sliced(m_start, end - m_start);
    if (text.endsWith('\r')) {
        text.chop(1);
    }
    if (startsFile() && text.startsWith(kByteOrderMark)) {
        text = text.sliced(kByteOrderMark.size());
    }
    const bool tooLong = m_skipping || text.size() > m_longest;
    m_skipping = false;
    return visit({tooLong ? QByteArrayView() : text, m_number++, tooLong, m_offset + next});
}

} // namespace cordon
