// SPDX-License-Identifier: Apache-2.0
#include "core/domain/result.h"

#include <QStringList>

namespace cordon {

QString Error::sentence() const
{
    QStringList parts;
    for (const QString& part : {what, kept, next}) {
        const QString text = part.trimmed();
        if (text.isEmpty()) {
            continue;
        }
        const bool ended = text.endsWith(u'.') || text.endsWith(u'!') || text.endsWith(u'?') || text.endsWith(u':');
        parts.append(ended ? text : QString(text + u'.'));
    }
    return parts.join(u' ');
}

tl::unexpected<Error> failure(ErrorKind kind, QString what, QString kept, QString next)
{
    return tl::unexpected<Error>(Error{kind, std::move(what), std::move(kept), std::move(next)});
}

int exitCode(ErrorKind kind) noexcept
{
    switch (kind) {
    case ErrorKind::Usage:
        return 2;
    case ErrorKind::BadInput:
    case ErrorKind::Io:
        return 3;
    case ErrorKind::Registry:
        return 4;
    case ErrorKind::Integrity:
        return 5;
    case ErrorKind::NeedsPerson:
        return 6;
    case ErrorKind::Cancelled:
        return 1;
    }
    return 3;
}

} // namespace cordon
