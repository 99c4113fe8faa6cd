// SPDX-License-Identifier: Apache-2.0
#include "core/query/fields.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace cordon {
namespace {

constexpr FieldInfo info(Field field, const char* name, ValueKind values)
{
    return {field, QLatin1StringView(name), values};
}

constexpr FieldInfo kWords = info(Field::Words, "", ValueKind::Text);

constexpr std::array kFields = {
    info(Field::Kind, "kind", ValueKind::SubjectKind),
    info(Field::Domain, "domain", ValueKind::Domain),
    info(Field::Name, "name", ValueKind::Text),
    info(Field::Email, "email", ValueKind::Text),
    info(Field::Joined, "joined", ValueKind::Time),
    info(Field::Created, "created", ValueKind::Time),
    info(Field::Uploaded, "uploaded", ValueKind::Time),
    info(Field::Hour, "hour", ValueKind::WeekHour),
    info(Field::Projects, "projects", ValueKind::Number),
    info(Field::Releases, "releases", ValueKind::Number),
    info(Field::Files, "files", ValueKind::Number),
    info(Field::Bytes, "bytes", ValueKind::Number),
    info(Field::Modules, "modules", ValueKind::Number),
    info(Field::Scripts, "scripts", ValueKind::Number),
    info(Field::Empty, "empty", ValueKind::YesNo),
    info(Field::Repo, "repo", ValueKind::TextOrYesNo),
    info(Field::Role, "role", ValueKind::Text),
    info(Field::Owner, "owner", ValueKind::Text),
    info(Field::Verified, "verified", ValueKind::YesNo),
    info(Field::TwoFactor, "2fa", ValueKind::TextOrYesNo),
    info(Field::Ip, "ip", ValueKind::Text),
    info(Field::State, "state", ValueKind::State),
    info(Field::Flagged, "flagged", ValueKind::YesNo),
    info(Field::Open, "open", ValueKind::YesNo),
    info(Field::Decided, "decided", ValueKind::YesNo),
    info(Field::Verb, "verb", ValueKind::Verb),
    info(Field::Reports, "reports", ValueKind::Number),
    info(Field::Reporter, "reporter", ValueKind::Text),
    info(Field::ReportedKind, "reported-kind", ValueKind::Text),
    info(Field::Protected, "protected", ValueKind::YesNo),
    info(Field::In, "in", ValueKind::Selection),
};

constexpr std::array kLater = {QLatin1StringView("campaign"), QLatin1StringView("similar")};

std::size_t editDistance(QStringView a, QStringView b)
{
    std::vector<std::size_t> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (qsizetype i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool same = a[i] == b[static_cast<qsizetype>(j) - 1];
            const std::size_t changed = diagonal + (same ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::span<const FieldInfo> allFields()
{
    return kFields;
}

const FieldInfo* fieldNamed(QStringView name)
{
    const auto found = std::find_if(kFields.begin(), kFields.end(), [name](const FieldInfo& field) {
        return name.compare(field.name, Qt::CaseInsensitive) == 0;
    });
    return found == kFields.end() ? nullptr : &*found;
}

const FieldInfo& infoOf(Field field)
{
    const auto found =
        std::find_if(kFields.begin(), kFields.end(), [field](const FieldInfo& each) { return each.field == field; });
    return found == kFields.end() ? kWords : *found;
}

bool isLaterField(QStringView name)
{
    return std::any_of(kLater.begin(), kLater.end(),
                       [name](QLatin1StringView later) { return name.compare(later, Qt::CaseInsensitive) == 0; });
}

const FieldInfo* nearestField(QStringView name)
{
    constexpr std::size_t kNear = 2;
    constexpr qsizetype kLongest = 20; // longer than any field with its typing errors
    if (name.size() > kLongest) {
        return nullptr;
    }
    const QString typed = name.toString().toLower();
    const FieldInfo* nearest = nullptr;
    std::size_t least = kNear + 1;
    for (const FieldInfo& field : kFields) {
        const QString known(field.name);
        const bool shortened = typed.size() > 1 && known.startsWith(typed);
        const std::size_t distance = shortened ? 1 : editDistance(typed, known);
        // Two errors in a word of three letters make every word near.
        if (distance < least && distance < static_cast<std::size_t>(known.size()) - 1) {
            least = distance;
            nearest = &field;
        }
    }
    return nearest;
}

} // namespace cordon
