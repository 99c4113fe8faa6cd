// SPDX-License-Identifier: Apache-2.0
#include "core/actions/select.h"

#include "core/actions/matching.h"
#include "core/actions/subject_file.h"
#include "core/domain/visible_text.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"

namespace cordon {

namespace {

struct Made {
    std::vector<Subject> subjects;
    QString provenance;
};

Result<Made> fromFile(Session& session, const QString& path)
{
    auto subjects = readSubjectFile(*session.index(), path);
    if (!subjects) {
        return tl::unexpected(subjects.error());
    }
    return Made{std::move(*subjects), QStringLiteral("file %1").arg(forCell(path))};
}

Result<Made> fromFilter(Session& session, const QString& text, std::optional<Table> of)
{
    const auto filter = parseFilter(text);
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    const auto index = session.index();
    const auto set = matchSubjects(*filter, *index, session.filterContext(), of, {});
    if (!set) {
        return tl::unexpected(set.error());
    }
    return Made{set->subjects(*index), QStringLiteral("filter %1").arg(text)};
}

Result<Made> fromExpression(Session& session, const QString& text)
{
    const auto index = session.index();
    const auto set = evaluateExpression(text, *index, session.filterContext().selection);
    if (!set) {
        return tl::unexpected(set.error());
    }
    return Made{set->subjects(*index), QStringLiteral("expression %1").arg(text)};
}

Result<Made> make(Session& session, const SelectOrder& order)
{
    const int sources = int(order.filter.has_value()) + int(order.file.has_value()) +
                        int(order.expression.has_value()) + int(order.subjects.has_value());
    if (sources != 1) {
        return failure(ErrorKind::Usage,
                       QStringLiteral("A selection is made from exactly one of a filter, a file or an expression."));
    }
    if (order.file) {
        return fromFile(session, *order.file);
    }
    if (order.expression) {
        return fromExpression(session, *order.expression);
    }
    if (order.filter) {
        return fromFilter(session, *order.filter, order.of);
    }
    return Made{*order.subjects, order.provenance};
}

SelectOutcome outcomeOf(const StoredSelection& stored)
{
    SelectOutcome outcome{stored.name, stored.provenance};
    for (const Subject& subject : stored.subjects) {
        (subject.kind == SubjectKind::Account   ? outcome.accounts
         : subject.kind == SubjectKind::Project ? outcome.projects
                                                : outcome.domains)++;
    }
    return outcome;
}

} // namespace

Result<SelectOutcome> makeSelection(Session& session, const SelectOrder& order)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    if (order.name.trimmed().isEmpty()) {
        return failure(ErrorKind::Usage, QStringLiteral("A selection needs a name."));
    }
    auto made = make(session, order);
    if (!made) {
        return tl::unexpected(made.error());
    }
    std::sort(made->subjects.begin(), made->subjects.end());
    made->subjects.erase(std::unique(made->subjects.begin(), made->subjects.end()), made->subjects.end());
    const StoredSelection stored{order.name, std::move(made->subjects), made->provenance, systemNow()};
    if (auto saved = session.workspace().journal().saveSelection(stored); !saved) {
        return tl::unexpected(saved.error());
    }
    return outcomeOf(stored);
}

Result<std::vector<Subject>> selectionNamed(Session& session, const QString& name)
{
    auto stored = session.workspace().journal().selection(name);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return failure(ErrorKind::BadInput, QStringLiteral("There is no selection named %1.").arg(forCell(name)), {},
                       QStringLiteral("Make one with `select` first."));
    }
    return (*stored)->subjects;
}

Result<std::vector<CountedWord>> selectionSizes(Session& session)
{
    const auto stored = session.workspace().journal().selectionSizes();
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    std::vector<CountedWord> words;
    for (const SelectionSize& each : *stored) {
        words.push_back({each.name, each.subjects});
    }
    return words;
}

} // namespace cordon
