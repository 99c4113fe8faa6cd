// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/verbs.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

const std::vector<QString> kDomains{u"admin"_s, u"prohibited_email_domains"_s};

bool isDomainName(const QString& domain)
{
    static const QRegularExpression pattern(u"\\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}\\z"_s);
    return domain.size() <= 253 && pattern.match(domain).hasMatch();
}

std::function<bool(const QUrl&)> exactly(const std::vector<QString>& segments)
{
    return [segments](const QUrl& place) { return segmentsOf(place) == segments; };
}

/// One segment below a folder, compared by the registry's own folding.
std::function<bool(const QUrl&)> below(const QString& folder, const QString& key, QString (*folded)(QStringView))
{
    return [folder, key, folded](const QUrl& place) {
        const auto segments = segmentsOf(place);
        return segments.size() == 3 && segments[0] == "admin"_L1 && segments[1] == folder && folded(segments[2]) == key;
    };
}

/// The flags as read, with "frozen" as wanted.
Fields withFrozen(const Fields& flags, bool frozen)
{
    Fields fields = flags;
    fields.erase(
        std::remove_if(fields.begin(), fields.end(), [](const auto& field) { return field.first == "is_frozen"_L1; }),
        fields.end());
    if (frozen)
        fields.emplace_back(u"is_frozen"_s, u"y"_s);
    return fields;
}

Result<Order> order(const QString& origin, const std::vector<QString>& segments, Fields fields,
                    std::function<bool(const QUrl&)> place)
{
    auto address = addressOf(origin, segments);
    if (!address)
        return tl::unexpected(address.error());
    return Order{std::move(*address), std::move(fields), std::move(place)};
}

} // namespace

bool isPossible(const Subject& subject)
{
    switch (subject.kind) {
    case SubjectKind::Account:
        return isUserName(subject.key);
    case SubjectKind::Project:
        return isProjectName(subject.key);
    case SubjectKind::Domain:
        return isDomainName(subject.key);
    }
    return false;
}

Result<QUrl> pageOf(const QString& origin, const Subject& subject)
{
    switch (subject.kind) {
    case SubjectKind::Account:
        return addressOf(origin, {u"admin"_s, u"users"_s, subject.name.isEmpty() ? subject.key : subject.name});
    case SubjectKind::Project:
        return addressOf(origin, {u"admin"_s, u"projects"_s, subject.key});
    case SubjectKind::Domain:
        break;
    }
    return addressOf(origin, kDomains, "q=" + forUrlSegment(subject.key));
}

Result<Order> orderFor(const QString& origin, Verb verb, const Subject& subject, const SubjectSeen& seen,
                       const Fields& flags)
{
    const std::vector<QString> user{u"admin"_s, u"users"_s, seen.name};
    const std::vector<QString> project{u"admin"_s, u"projects"_s, subject.key};
    const auto under = [](std::vector<QString> segments, std::initializer_list<QString> more) {
        segments.insert(segments.end(), more);
        return segments;
    };
    switch (verb) {
    case Verb::Quarantine:
        return order(origin, under(project, {u"malware_reports"_s, u"quarantine"_s}), {},
                     exactly({u"admin"_s, u"malware_reports"_s}));
    case Verb::Clear:
        return order(origin, under(project, {u"remove_from_quarantine"_s}), {},
                     below(u"projects"_s, subject.key, normalizedProject));
    case Verb::Ban:
    case Verb::Reinstate:
        return order(origin, user, withFrozen(flags, verb == Verb::Ban), below(u"users"_s, subject.key, foldedUser));
    case Verb::Prohibit:
        return order(origin, under(kDomains, {u"add"_s}), {{u"email_domain"_s, subject.key}, {u"comment"_s, QString()}},
                     exactly(kDomains));
    case Verb::Permit:
        return order(origin, under(kDomains, {u"remove"_s}), {{u"domain_name"_s, subject.key}}, exactly(kDomains));
    case Verb::Remove:
    case Verb::Dismiss:
        break;
    }
    return failure(ErrorKind::Usage, u"This version does not send \"%1\" to a registry."_s.arg(word(verb)), {},
                   u"Quarantine takes the project away from users and can be taken back."_s);
}

} // namespace cordon::warehouse
