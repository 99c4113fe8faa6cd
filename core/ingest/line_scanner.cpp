// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/line_scanner.h"

namespace cordon {

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
    // One more byte than the limit, since the last one may be the CR of the line end.
    m_skipping = m_skipping || m_buffer.size() - m_start > m_longest + 1;
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
    if (m_number == 1 && m_offset + m_start == 0 && text.startsWith("\xEF\xBB\xBF")) {
        text = text.sliced(3);
    }
    const bool tooLong = m_skipping || text.size() > m_longest;
    m_skipping = false;
    return visit({tooLong ? QByteArrayView() : text, m_number++, tooLong, m_offset + next});
}

} // namespace cordon
