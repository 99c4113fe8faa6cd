// SPDX-License-Identifier: Apache-2.0
#include "core/domain/subject.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"

#include <array>
#include <string_view>
#include <utility>

namespace cordon {

namespace {

using namespace std::string_view_literals;

constexpr std::array kKinds{
    std::pair{SubjectKind::Account, u"account"sv},
    std::pair{SubjectKind::Project, u"project"sv},
    std::pair{SubjectKind::Domain, u"domain"sv},
};

struct VerbFacts {
    Verb verb;
    std::u16string_view word;
    std::optional<SubjectKind> actsOn; ///< none: any
    std::optional<Verb> opposite;
};
constexpr std::array kVerbs{
    VerbFacts{Verb::Quarantine, u"quarantine"sv, SubjectKind::Project, Verb::Clear},
    VerbFacts{Verb::Clear, u"clear"sv, SubjectKind::Project, Verb::Quarantine},
    VerbFacts{Verb::Ban, u"ban"sv, SubjectKind::Account, Verb::Reinstate},
    VerbFacts{Verb::Reinstate, u"reinstate"sv, SubjectKind::Account, Verb::Ban},
    VerbFacts{Verb::Prohibit, u"prohibit"sv, SubjectKind::Domain, Verb::Permit},
    VerbFacts{Verb::Permit, u"permit"sv, SubjectKind::Domain, Verb::Prohibit},
    VerbFacts{Verb::Remove, u"remove"sv, SubjectKind::Project, std::nullopt},
    VerbFacts{Verb::Dismiss, u"dismiss"sv, std::nullopt, std::nullopt},
};

const VerbFacts* factsOf(Verb verb) noexcept
{
    for (const VerbFacts& facts : kVerbs) {
        if (facts.verb == verb) {
            return &facts;
        }
    }
    return nullptr;
}

/// Between the labels of a host, in every form that UTS 46 reads as a dot.
qsizetype dotsInside(QStringView host)
{
    static constexpr QChar kIdeographicDot(u'\u3002');
    QString plain = host.toString().normalized(QString::NormalizationForm_KC);
    plain.replace(kIdeographicDot, u'.');
    return plain.count(u'.') - (plain.endsWith(u'.') ? 1 : 0);
}

/// A sub-domain is refused rather than widened: prohibiting more than was named is no favour.
Result<Subject> parseDomain(QStringView name)
{
    const Result<QString> registrable = registrableDomain(name);
    if (!registrable) {
        return tl::unexpected(registrable.error());
    }
    if (name.contains(u'@') || dotsInside(name) > registrable->count(u'.')) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("\"%1\" lies below the mail domain %2").arg(forCell(name, 80), *registrable), {},
                       QStringLiteral("Name \"domain:%1\" if all of it is meant").arg(*registrable));
    }
    return domainSubject(name);
}

} // namespace

QString word(SubjectKind kind)
{
    for (const auto& entry : kKinds) {
        if (entry.first == kind) {
            return QStringView(entry.second).toString();
        }
    }
    return {};
}

QString word(Verb verb)
{
    const VerbFacts* facts = factsOf(verb);
    return facts ? QStringView(facts->word).toString() : QString();
}

std::optional<SubjectKind> subjectKindFromWord(QStringView word)
{
    for (const auto& entry : kKinds) {
        if (QStringView(entry.second) == word) {
            return entry.first;
        }
    }
    return std::nullopt;
}

std::optional<Verb> verbFromWord(QStringView word)
{
    for (const VerbFacts& facts : kVerbs) {
        if (QStringView(facts.word) == word) {
            return facts.verb;
        }
    }
    return std::nullopt;
}

bool fits(Verb verb, SubjectKind kind) noexcept
{
    const VerbFacts* facts = factsOf(verb);
    return facts && (!facts->actsOn || *facts->actsOn == kind);
}

std::optional<Verb> opposite(Verb verb) noexcept
{
    const VerbFacts* facts = factsOf(verb);
    return facts ? facts->opposite : std::nullopt;
}

bool isReversible(Verb verb) noexcept
{
    return verb != Verb::Remove;
}

Subject subjectOf(SubjectKind kind, QStringView name)
{
    switch (kind) {
    case SubjectKind::Account:
        return accountSubject(name);
    case SubjectKind::Project:
        return projectSubject(name);
    case SubjectKind::Domain:
        break;
    }
    return domainSubject(name);
}

Result<Subject> parseSubject(QStringView text)
{
    const QStringView line = text.trimmed();
    const qsizetype colon = line.indexOf(u':');
    const std::optional<SubjectKind> kind = colon < 0 ? std::nullopt : subjectKindFromWord(line.first(colon).trimmed());
    const QStringView name = colon < 0 ? QStringView() : line.sliced(colon + 1).trimmed();
    if (!kind || name.isEmpty()) {
        return failure(ErrorKind::BadInput, QStringLiteral("\"%1\" names no subject").arg(forCell(line, 80)), {},
                       QStringLiteral("Write account:NAME, project:NAME or domain:NAME"));
    }
    return *kind == SubjectKind::Domain ? parseDomain(name) : Result<Subject>(subjectOf(*kind, name));
}

Subject accountSubject(QStringView name)
{
    return Subject{SubjectKind::Account, foldedUser(name), name.toString()};
}

Subject projectSubject(QStringView name)
{
    return Subject{SubjectKind::Project, normalizedProject(name), name.toString()};
}

Subject domainSubject(QStringView domain)
{
    const QString key = registrableDomain(domain).value_or(domain.trimmed().toString().toLower());
    return Subject{SubjectKind::Domain, key, key};
}

} // namespace cordon
