// SPDX-License-Identifier: Apache-2.0
#include "core/actions/protect.h"

#include "core/actions/matching.h"
#include "core/domain/canonical_json.h"
#include "core/ledger/entry.h"
#include "core/store/workspace.h"

#include <QJsonArray>

namespace cordon {

namespace {

// The ledger names every subject of a decision, so that it can be read without the cache.
QString decisionText(const std::vector<Subject>& subjects, const Justification& why)
{
    QJsonArray named;
    for (const Subject& subject : subjects) {
        named.append(QString(word(subject.kind) + QLatin1Char(':') + subject.key));
    }
    const QJsonObject text{{QStringLiteral("justification"), toJson(why)}, {QStringLiteral("subjects"), named}};
    return QString::fromUtf8(canonicalJson(text));
}

} // namespace

Done protect(Session& session, const Subject& subject, bool on)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    if (auto done = session.workspace().journal().protectSubject(subject, on); !done) {
        return done;
    }
    return session.reload();
}

Result<std::vector<Subject>> protectedList(Session& session)
{
    return session.workspace().journal().protectedSubjects();
}

Done dismiss(Session& session, const std::vector<Subject>& subjects, const Justification& why, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    if (auto complete = checkJustification(why, session.policies()); !complete) {
        return complete;
    }
    const Instant at = clock();
    std::vector<DecisionHead> decisions;
    decisions.reserve(subjects.size());
    for (const Subject& subject : subjects) {
        decisions.push_back({subject, Verb::Dismiss, at, {}});
    }
    LedgerEntry entry;
    entry.kind = EntryKind::Dismissed;
    entry.at = at;
    entry.actor = why.author;
    entry.verb = static_cast<std::uint8_t>(Verb::Dismiss);
    entry.text = decisionText(subjects, why);
    if (auto done = session.workspace().journal().decide(decisions, encode(entry)); !done) {
        return done;
    }
    return session.reload();
}

Done saveDraft(Session& session, const QString& key, const QString& text)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    return session.workspace().journal().saveDraft(key, text);
}

Result<QString> loadDraft(Session& session, const QString& key)
{
    return session.workspace().journal().draft(key);
}

} // namespace cordon
