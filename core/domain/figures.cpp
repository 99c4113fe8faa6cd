// SPDX-License-Identifier: Apache-2.0
#include "core/domain/figures.h"

#include <QLocale>

namespace cordon::figures {

using namespace Qt::StringLiterals;

QString grouped(std::int64_t number)
{
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english.toString(static_cast<qlonglong>(number));
}

QString counted(std::int64_t number, const QString& one, const QString& many)
{
    const QString figure = grouped(number);
    return number == 1 ? QString(figure + u' ' + one) : QString(figure + u' ' + many);
}

QString span(Microseconds time)
{
    const std::int64_t minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
    const std::int64_t hours = minutes / 60;
    const std::int64_t days = hours / 24;
    QStringList parts;
    if (days > 0) {
        parts << counted(days, u"day"_s, u"days"_s);
    }
    if (hours % 24 > 0) {
        parts << counted(hours % 24, u"hour"_s, u"hours"_s);
    }
    // Minutes beside days would claim a precision that nobody needs.
    if (days == 0 && minutes % 60 > 0) {
        parts << counted(minutes % 60, u"minute"_s, u"minutes"_s);
    }
    return parts.isEmpty() ? u"less than a minute"_s : parts.join(u' ');
}

QString listed(const QStringList& parts)
{
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    return parts.first(parts.size() - 1).join(u", "_s) + u" and " + parts.last();
}

} // namespace cordon::figures
