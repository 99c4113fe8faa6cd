// SPDX-License-Identifier: Apache-2.0
#include "core/domain/records.h"
#include "core/query/stoppable.h"
#include "core/query/terms.h"

#include <array>

namespace cordon {
namespace {

Truth kindIs(const FilterNode& term, SubjectKind kind, std::size_t rows)
{
    return Truth::certain(Bitmap(rows, asksFor(term, kind)));
}

std::optional<bool> hasTwoFactor(const QString& imported)
{
    if (imported.isEmpty()) {
        return std::nullopt;
    }
    for (const QLatin1StringView none :
         {QLatin1StringView("none"), QLatin1StringView("no"), QLatin1StringView("false"), QLatin1StringView("off")}) {
        if (imported.compare(none, Qt::CaseInsensitive) == 0) {
            return false;
        }
    }
    return true;
}

bool asksState(const FilterNode& term, AccountState state)
{
    return std::any_of(term.values.begin(), term.values.end(), [state](const FilterValue& value) {
        const auto* asked = std::get_if<StateTest>(&value);
        return asked != nullptr && asked->account == state;
    });
}

// "active" asks for every state that counts as active; the other words for what is written there.
bool asksState(const FilterNode& term, ProjectState state)
{
    return std::any_of(term.values.begin(), term.values.end(), [state](const FilterValue& value) {
        const auto* asked = std::get_if<StateTest>(&value);
        return asked != nullptr && asked->project &&
               (asked->project == state || (asked->project == ProjectState::Active && countsAsActive(state)));
    });
}

/// The answer for each value of a small column, looked up row by row.
template<class State>
Truth statesOf(const FilterNode& term, const std::vector<std::uint8_t>& states, const std::stop_token& stop)
{
    constexpr std::size_t kStates = 256;
    std::array<Answer, kStates> answers{};
    for (std::size_t state = 0; state < kStates; ++state) {
        answers[state] = yesOrNo(asksState(term, static_cast<State>(state)));
    }
    return answersOf(states.size(), stop, [&](Row row) { return answers[states[row]]; });
}

const NumberColumn& numbersOf(const ProjectColumns& projects, Field field)
{
    switch (field) {
    case Field::Releases:
        return projects.releases;
    case Field::Files:
        return projects.files;
    case Field::Bytes:
        return projects.bytes;
    case Field::Modules:
        return projects.modules;
    default:
        return projects.scripts;
    }
}

} // namespace

Truth Terms::aboutAccounts(const FilterNode& term)
{
    const AccountColumns& accounts = m_columns.accounts;
    const Bitmap& stubs = m_index.stubs(Table::Accounts);
    switch (term.field) {
    case Field::Words:
        return wordsOrMail(term);
    case Field::Name:
        return names(term, accounts.name, Table::Accounts);
    case Field::Kind:
        by(AnswerBy::Bitmap, Table::Accounts);
        return kindIs(term, SubjectKind::Account, m_index.size(Table::Accounts));
    case Field::Domain:
        return domainRanges(term, Table::Accounts);
    case Field::Email:
        return known(names(term, accounts.email, Table::Accounts), accounts.email.folded());
    case Field::Ip:
        by(TextAsk(term).hasPatterns() ? AnswerBy::PatternScan : AnswerBy::TextScan, Table::Accounts);
        return known(TextAsk(term).of(accounts.ip, m_stop), accounts.ip);
    case Field::Joined:
        return describedTimes(term, Table::Accounts);
    case Field::Hour:
        return hours(term, Table::Accounts);
    case Field::Projects:
        return ownedProjects(term);
    case Field::Verified:
        return verified(term);
    case Field::TwoFactor:
        return twoFactor(term);
    case Field::State:
        by(AnswerBy::ColumnScan, Table::Accounts);
        return statesOf<AccountState>(term, accounts.state, m_stop).forget(stubs);
    default:
        break;
    }
    return aboutAnySubject(term, Table::Accounts);
}

Truth Terms::aboutProjects(const FilterNode& term)
{
    const ProjectColumns& projects = m_columns.projects;
    const Bitmap& stubs = m_index.stubs(Table::Projects);
    switch (term.field) {
    case Field::Words:
        return names(term, projects.name, Table::Projects);
    case Field::Name:
        return names(term, projects.name, Table::Projects, TextAsk::Spelling::Project);
    case Field::Kind:
        by(AnswerBy::Bitmap, Table::Projects);
        return kindIs(term, SubjectKind::Project, m_index.size(Table::Projects));
    case Field::Owner:
        return owners(term);
    case Field::Created:
        return describedTimes(term, Table::Projects);
    case Field::Hour:
        return hours(term, Table::Projects);
    case Field::Uploaded:
        return uploadTimes(term);
    case Field::Releases:
    case Field::Files:
    case Field::Bytes:
    case Field::Modules:
    case Field::Scripts:
        by(AnswerBy::ColumnScan, Table::Projects);
        return IntervalAsk(term).of(numbersOf(projects, term.field), m_stop);
    case Field::Empty:
        return emptiness(term);
    case Field::Repo:
        return repositories(term).forget(stubs);
    case Field::State:
        by(AnswerBy::ColumnScan, Table::Projects);
        return statesOf<ProjectState>(term, projects.state, m_stop).forget(stubs);
    default:
        break;
    }
    return aboutAnySubject(term, Table::Projects);
}

Truth Terms::verified(const FilterNode& term)
{
    by(AnswerBy::ColumnScan, Table::Accounts);
    const std::vector<std::uint8_t>& verified = m_columns.accounts.verified;
    const std::array<Answer, 3> answers = {yesOrNo(asksFor(term, false)), yesOrNo(asksFor(term, true)),
                                           Answer::Neither};
    return answersOf(verified.size(), m_stop,
                     [&](Row row) { return answers[std::min<std::size_t>(verified[row], 2)]; });
}

// Who owns a project that only a report or an upload named is not known: it is nobody's, who has no name.
Truth Terms::owners(const FilterNode& term)
{
    const FoldedColumn& people = m_columns.accounts.name;
    const Truth named = known(names(term, people, Table::Accounts), people.folded());
    m_how.carried = true;
    return carried(named, m_columns.projects.owner, m_stop);
}

Truth Terms::emptiness(const FilterNode& term)
{
    by(AnswerBy::ColumnScan, Table::Projects);
    const NumberColumn& modules = m_columns.projects.modules;
    const std::array<Answer, 2> answers = {yesOrNo(asksFor(term, false)), yesOrNo(asksFor(term, true))};
    return answersOf(modules.size(), m_stop, [&](Row row) {
        const std::int64_t count = modules.at(row);
        return count == kUnknownNumber ? Answer::Neither : answers[count == 0];
    });
}

Truth Terms::names(const FilterNode& term, const FoldedColumn& column, Table of, TextAsk::Spelling spelling)
{
    const TextAsk ask(term, spelling);
    by(ask.hasPatterns() ? AnswerBy::PatternScan : AnswerBy::TextScan, of);
    return m_wider != nullptr ? ask.among(m_wider->yes, {&column}, m_stop) : ask.of(column, m_stop);
}

Truth Terms::wordsOrMail(const FilterNode& term)
{
    const FoldedColumn& name = m_columns.accounts.name;
    const FoldedColumn& email = m_columns.accounts.email;
    if (m_wider != nullptr) { // only of one text inside, and then every row is certain
        by(AnswerBy::TextScan, Table::Accounts);
        return TextAsk(term).among(m_wider->yes, {&name, &email}, m_stop);
    }
    Truth truth = names(term, name, Table::Accounts);
    const Truth mail = names(term, email, Table::Accounts);
    truth.yes |= mail.yes;
    truth.no &= mail.no;
    return truth;
}

/// An empty text is one that nobody told us.
Truth Terms::known(Truth truth, const TextColumn& texts) const
{
    if (texts.bytes().empty()) {
        return Truth(texts.size());
    }
    Bitmap empty(texts.size());
    const std::uint32_t* const offsets = texts.offsets().data();
    addRowsWhere(empty, m_stop, [=](Row row) { return offsets[row] == offsets[row + 1]; });
    truth.forget(empty);
    return truth;
}

Truth Terms::describedTimes(const FilterNode& term, Table of)
{
    by(AnswerBy::TimeSearch, of);
    const std::vector<Row>& starts = m_columns.domainStarts[static_cast<std::size_t>(of)];
    return Truth::certain(IntervalAsk(term).of(m_index.times(of), starts, m_stop)).forget(m_index.stubs(of));
}

Truth Terms::hours(const FilterNode& term, Table of)
{
    by(AnswerBy::ColumnScan, of);
    return Truth::certain(rowsInHours(term, m_index.times(of), m_stop)).forget(m_index.stubs(of));
}

Truth Terms::ownedProjects(const FilterNode& term)
{
    by(AnswerBy::LinkScan, Table::Accounts);
    const IntervalAsk ask(term);
    const Bitmap& stubs = m_index.stubs(Table::Projects);
    const bool anyStub = stubs.any();
    return answersOf(m_index.size(Table::Accounts), m_stop, [&](Row row) {
        const auto owned = m_index.projectsOwnedBy(row);
        const auto hidden =
            anyStub ? std::count_if(owned.begin(), owned.end(), [&stubs](Row project) { return stubs.test(project); })
                    : 0;
        return yesOrNo(ask.holds(std::ssize(owned) - hidden));
    });
}

Truth Terms::twoFactor(const FilterNode& term)
{
    by(AnswerBy::ColumnScan, Table::Accounts);
    const WordColumn& column = m_columns.accounts.twoFactor;
    std::vector<Answer> answers = TextAsk(term).of(column.words());
    for (std::size_t word = 0; word < answers.size(); ++word) {
        const auto has = hasTwoFactor(column.words()[word]);
        answers[word] = !has ? Answer::Neither : asksFor(term, *has) ? Answer::Yes : answers[word];
    }
    return answersOf(column.size(), m_stop, [&](Row row) { return answers[column.code(row)]; });
}

Truth Terms::repositories(const FilterNode& term)
{
    const TextAsk ask(term);
    const TextColumn& urls = m_columns.projects.repo;
    by(ask.hasPatterns() ? AnswerBy::PatternScan : AnswerBy::TextScan, Table::Projects);
    const bool some = asksFor(term, true);
    const bool none = asksFor(term, false);
    return answersOf(urls.size(), m_stop, [&](Row row) {
        const std::string_view url = urls.at(row);
        return (url.empty() ? none : some) ? Answer::Yes : ask.of(url);
    });
}

// A project was uploaded to at each of its uploads; one of them is enough.
Truth Terms::uploadTimes(const FilterNode& term)
{
    const Truth uploads = aboutUploads(term);
    m_how.carried = true;
    Truth truth(m_index.size(Table::Projects));
    const std::vector<Row>& projects = m_columns.uploads.project;
    forEachRow(uploads.yes, m_stop, [&](Row upload) { truth.yes.set(projects[upload]); });
    const std::vector<Row>& offsets = m_columns.projectUploads.offsets();
    addRowsWhere(truth.no, m_stop, [&](Row row) { return offsets[row] < offsets[row + 1]; });
    truth.no -= truth.yes;
    return truth;
}

Truth Terms::aboutUploads(const FilterNode& term)
{
    if (term.field == Field::Hour) {
        return hours(term, Table::Uploads);
    }
    if (term.field == Field::Bytes) {
        by(AnswerBy::ColumnScan, Table::Uploads);
        return IntervalAsk(term).of(m_columns.uploads.size, m_stop);
    }
    by(AnswerBy::TimeSearch, Table::Uploads);
    const auto& starts = m_columns.domainStarts[static_cast<std::size_t>(Table::Uploads)];
    return Truth::certain(IntervalAsk(term).of(m_index.times(Table::Uploads), starts, m_stop));
}

} // namespace cordon
