// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/dates.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

std::optional<int> monthNumber(const QString& name)
{
    static constexpr std::array<QLatin1String, 12> kMonths{"jan"_L1, "feb"_L1, "mar"_L1, "apr"_L1, "may"_L1, "jun"_L1,
                                                           "jul"_L1, "aug"_L1, "sep"_L1, "oct"_L1, "nov"_L1, "dec"_L1};
    const auto at = std::find(kMonths.begin(), kMonths.end(), name.left(3).toLower());
    return at == kMonths.end() ? std::nullopt : std::optional(int(at - kMonths.begin()) + 1);
}

int hourOfDay(int hour, const QString& half)
{
    return half.isEmpty() ? hour : hour % 12 + (half.startsWith(u'P') ? 12 : 0);
}

std::optional<Instant> inWords(const QString& text)
{
    static const QRegularExpression pattern(
        u"^([A-Za-z]{3,9})\\.? (\\d{1,2}), (\\d{4})(?:,? (\\d{1,2}):(\\d\\d)(?::(\\d\\d))?(?: ([AP]M))?)?$"_s);
    const auto match = pattern.match(text);
    const auto month = match.hasMatch() ? monthNumber(match.captured(1)) : std::nullopt;
    if (!month)
        return std::nullopt;
    const int hour = hourOfDay(match.captured(4).toInt(), match.captured(7));
    const auto two = [](int number) { return QString::number(number).rightJustified(2, u'0'); };
    return parseInstant(u"%1-%2-%3T%4:%5:%6Z"_s.arg(match.captured(3), two(*month), two(match.captured(2).toInt()),
                                                    two(hour), two(match.captured(5).toInt()),
                                                    two(match.captured(6).toInt())));
}

} // namespace

std::optional<Instant> shownTime(QStringView text)
{
    // Newer locale data puts a narrow no-break space before AM; simplified() makes it a plain one.
    QString plain = text.toString().simplified();
    if (const auto at = inWords(plain))
        return at;
    if (plain.endsWith(" UTC"_L1))
        plain.chop(4);
    plain.replace(u' ', u'T');
    if (const auto at = parseInstant(plain))
        return at;
    plain += u'Z';
    return parseInstant(plain);
}

} // namespace cordon::warehouse
