// SPDX-License-Identifier: Apache-2.0
#include "core/domain/masked_text.h"

#include "core/domain/names.h"

#include <QRegularExpression>

namespace cordon {

QString withMaskedAddresses(const QString& text)
{
    static const QRegularExpression address(QStringLiteral("[^\\s@<>\"',;:()\\[\\]]+@[^\\s@<>\"',;:()\\[\\]]+"));
    QString out;
    qsizetype from = 0;
    for (QRegularExpressionMatchIterator it = address.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).sliced(from, match.capturedStart() - from);
        out += maskedAddress(match.capturedView());
        from = match.capturedEnd();
    }
    out += QStringView(text).sliced(from);
    return out;
}

} // namespace cordon
