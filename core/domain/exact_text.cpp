// SPDX-License-Identifier: Apache-2.0
#include "core/domain/exact_text.h"

namespace cordon {

QString exactText(QByteArrayView bytes)
{
    constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
    qsizetype marks = 0;
    while (bytes.startsWith(kByteOrderMark)) {
        bytes = bytes.sliced(kByteOrderMark.size());
        ++marks;
    }
    return QString(marks, QChar(QChar::ByteOrderMark)) + QString::fromUtf8(bytes);
}

} // namespace cordon
