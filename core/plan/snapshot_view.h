// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/compile.h"

#include <map>

namespace cordon {

/// One subject of a snapshot in the form the compiler asks for.
struct Seen {
    Subject subject;
    Pin pin;
    QString state; ///< registry's word
    bool isProtected = false;
    QString domain;
    Instant time{};
    QString owner;                      ///< a project's, as written
    QString ownerKey;                   ///< folded
    std::map<QString, QString> holders; ///< a project's: account key to role, owner included
    std::int64_t accountsOnDomain = 0;  ///< a domain's
};

/// A snapshot, findable. Lives no longer than the snapshot's values matter; holds copies.
class SnapshotView {
public:
    explicit SnapshotView(const Snapshot& snapshot);

    /// Nothing where the snapshot does not know the subject.
    [[nodiscard]] const Seen* find(const Subject& subject) const;
    /// The account of that key; one that a role names and the snapshot does not describe counts as
    /// active, because that is what a quarantine would end.
    [[nodiscard]] Seen account(const QString& key) const;

private:
    void add(Seen seen);

    std::map<Subject, Seen> m_seen;
};

} // namespace cordon
