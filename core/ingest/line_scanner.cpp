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
        if (!visitLine(end, visit)) {
            return false;
        }
        m_start = m_searched = end + 1;
    }
    // One more byte than the limit, since the last one may be the CR of the line end.
    m_skipping = m_skipping || m_buffer.size() - m_start > m_longest + 1;
    m_buffer.remove(0, m_skipping ? m_buffer.size() : m_start);
    m_start = 0;
    m_searched = m_buffer.size();
    return true;
}

bool LineScanner::finish(const Visitor& visit)
{
    return (m_buffer.isEmpty() && !m_skipping) || visitLine(m_buffer.size(), visit);
}

bool LineScanner::visitLine(qsizetype end, const Visitor& visit)
{
    QByteArrayView text = QByteArrayView(m_buffer).sliced(m_start, end - m_start);
    if (text.endsWith('\r')) {
        text.chop(1);
    }
    if (m_number == 1 && text.startsWith("\xEF\xBB\xBF")) {
        text = text.sliced(3);
    }
    const bool tooLong = m_skipping || text.size() > m_longest;
    m_skipping = false;
    return visit({tooLong ? QByteArrayView() : text, m_number++, tooLong});
}

} // namespace cordon
