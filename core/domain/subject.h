// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QString>

#include <compare>
#include <optional>

namespace cordon {

enum class SubjectKind : std::uint8_t { Account = 1, Project = 2, Domain = 3 };
enum class Verb : std::uint8_t { Quarantine = 1, Clear, Ban, Reinstate, Prohibit, Permit, Remove, Dismiss };

/// Whatever a verb can act on, named as the registry names it (design.md: identity). `key` is the
/// folded user name, the PEP 503 name or the registrable domain; `name` is the registered spelling.
struct Subject {
    SubjectKind kind = SubjectKind::Account;
    QString key;
    QString name;

    friend bool operator==(const Subject& a, const Subject& b) { return a.kind == b.kind && a.key == b.key; }
    friend bool operator<(const Subject& a, const Subject& b)
    {
        return a.kind != b.kind ? a.kind < b.kind : a.key < b.key;
    }
};

[[nodiscard]] QString word(SubjectKind kind); ///< "account", "project", "domain"
[[nodiscard]] QString word(Verb verb);        ///< "quarantine", ...
[[nodiscard]] std::optional<SubjectKind> subjectKindFromWord(QStringView word);
[[nodiscard]] std::optional<Verb> verbFromWord(QStringView word);

/// Which kind of subject a verb acts on: quarantine, clear, remove: projects; ban, reinstate:
/// accounts; prohibit, permit: domains; dismiss: any.
[[nodiscard]] bool fits(Verb verb, SubjectKind kind) noexcept;
/// The verb that undoes it; nothing for remove.
[[nodiscard]] std::optional<Verb> opposite(Verb verb) noexcept;
[[nodiscard]] bool isReversible(Verb verb) noexcept;

/// "account:NAME", "project:NAME" or "domain:NAME" (cli.md, select --from).
[[nodiscard]] Result<Subject> parseSubject(QStringView text);
[[nodiscard]] Subject accountSubject(QStringView name);
[[nodiscard]] Subject projectSubject(QStringView name);
[[nodiscard]] Subject domainSubject(QStringView domain);
[[nodiscard]] Subject subjectOf(SubjectKind kind, QStringView name); ///< one of the three by kind

} // namespace cordon
