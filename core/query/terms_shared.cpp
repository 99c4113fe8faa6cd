// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/query/stoppable.h"
#include "core/query/terms.h"

namespace cordon {

/// A bitmap's answer to yes, no or both.
Truth Terms::ready(const FilterNode& term, Table of, const Bitmap& rows)
{
    by(AnswerBy::Bitmap, of);
    const bool yes = asksFor(term, true);
    const bool no = asksFor(term, false);
    if (yes && no) {
        return Truth::certain(Bitmap(rows.size(), true));
    }
    Truth truth = Truth::certain(rows);
    if (no) {
        std::swap(truth.yes, truth.no);
    }
    return truth;
}

Truth Terms::aboutAnySubject(const FilterNode& term, Table of)
{
    switch (term.field) {
    case Field::Flagged:
        return ready(term, of, m_index.flagged(of));
    case Field::Open: {
        Bitmap open = m_index.flagged(of);
        open -= m_index.decided(of);
        return ready(term, of, open);
    }
    case Field::Decided:
        return ready(term, of, m_index.decided(of));
    case Field::Protected:
        return ready(term, of, m_index.isProtected(of));
    case Field::Verb:
        return verbs(term, of);
    case Field::Role:
        return roles(term, of);
    case Field::Reports:
        return reportCounts(term, of);
    case Field::Reporter:
    case Field::ReportedKind:
        return reported(term, of);
    default:
        break;
    }
    by(AnswerBy::Nothing, of);
    return Truth(m_index.size(of)); // the kind has no such field
}

Truth Terms::verbs(const FilterNode& term, Table of)
{
    by(AnswerBy::Bitmap, of);
    Bitmap asked(m_index.size(of));
    forEachRow(m_index.decided(of), m_stop, [&](Row row) {
        const auto verb = m_index.verbOn(of, row);
        asked.set(row, verb && asksFor(term, *verb));
    });
    return Truth::certain(std::move(asked));
}

// A role that a pattern gives up on is as if it were asked for, and marked.
Truth Terms::roles(const FilterNode& term, Table of)
{
    by(AnswerBy::LinkScan, Table::Projects);
    const std::vector<Answer> answers = TextAsk(term).of(m_columns.roleWords);
    Bitmap asked(m_index.size(of)), gaveUp(m_index.size(of));
    const std::size_t projects = m_index.size(Table::Projects);
    for (Row project = 0; project < projects && !m_stop.stop_requested(); ++project) {
        for (const RoleLink& role : m_index.rolesOn(project)) {
            const Answer answer = answers[role.word];
            if (answer != Answer::No) {
                (answer == Answer::Yes ? asked : gaveUp).set(of == Table::Projects ? project : role.account);
            }
        }
    }
    Truth truth = Truth::certain(asked);
    truth.yes |= gaveUp;
    return truth;
}

Truth Terms::reportCounts(const FilterNode& term, Table of)
{
    by(AnswerBy::LinkScan, of);
    const IntervalAsk ask(term);
    const auto& offsets = (of == Table::Accounts ? m_columns.accountReports : m_columns.projectReports).offsets();
    return answersOf(m_index.size(of), m_stop, [&](Row row) {
        return yesOrNo(ask.holds(static_cast<std::int64_t>(offsets[row + 1] - offsets[row])));
    });
}

// One report is enough for a yes. For a no every report must be known, and the subject described.
Truth Terms::reported(const FilterNode& term, Table of)
{
    const Truth reports = aboutReports(term);
    m_how.carried = true;
    const auto& subjects = of == Table::Projects ? m_columns.reports.project : m_columns.reports.account;
    Truth truth = Truth::certain(Bitmap(m_index.size(of)));
    truth.no -= m_index.stubs(of);
    Bitmap unknown = reports.yes;
    unknown |= reports.no;
    unknown.flip();
    Bitmap gaveUp = reports.yes;
    gaveUp &= reports.no;
    Bitmap certain = reports.yes;
    certain -= gaveUp;
    // Beyond the table: a report on another kind of subject.
    forEachRow(unknown, m_stop, [&](Row report) { truth.no.set(subjects[report], false); });
    forEachRow(gaveUp, m_stop, [&](Row report) { truth.no.set(subjects[report]); });
    forEachRow(certain, m_stop, [&](Row report) { truth.no.set(subjects[report], false); });
    forEachRow(reports.yes, m_stop, [&](Row report) { truth.yes.set(subjects[report]); });
    return truth;
}

Truth Terms::aboutReports(const FilterNode& term)
{
    if (term.field == Field::Hour) {
        return hours(term, Table::Reports);
    }
    by(AnswerBy::ColumnScan, Table::Reports);
    const ReportColumns& reports = m_columns.reports;
    if (term.field == Field::Created) {
        return Truth::certain(IntervalAsk(term).of(reports.created, m_stop));
    }
    const WordColumn& column = term.field == Field::Reporter ? reports.observer : reports.kind;
    std::vector<Answer> answers = TextAsk(term).of(column.words());
    for (std::size_t word = 0; word < answers.size(); ++word) {
        answers[word] = column.words()[word].isEmpty() ? Answer::Neither : answers[word];
    }
    return answersOf(column.size(), m_stop, [&](Row row) { return answers[column.code(row)]; });
}

Truth Terms::aboutDomains(const FilterNode& term)
{
    switch (term.field) {
    case Field::Words:
    case Field::Name:
    case Field::Domain: {
        by(TextAsk(term).hasPatterns() ? AnswerBy::PatternScan : AnswerBy::TextScan, Table::Domains);
        Bitmap gaveUp;
        Truth truth = Truth::certain(domainNames(term, gaveUp));
        truth.yes |= gaveUp;
        return truth;
    }
    case Field::Kind:
        by(AnswerBy::Bitmap, Table::Domains);
        return Truth::certain(Bitmap(m_index.size(Table::Domains), asksFor(term, SubjectKind::Domain)));
    case Field::Decided:
    case Field::Verb:
    case Field::Protected:
        return aboutAnySubject(term, Table::Domains);
    default:
        break;
    }
    by(AnswerBy::Nothing, Table::Domains);
    return Truth(m_index.size(Table::Domains));
}

// Domains are few: each is asked once. Whole names of the field are looked up.
Bitmap Terms::domainNames(const FilterNode& term, Bitmap& gaveUp)
{
    Bitmap asked(m_index.size(Table::Domains));
    gaveUp = asked;
    const bool onlyWhole = std::all_of(term.values.begin(), term.values.end(), [](const FilterValue& value) {
        const auto* text = std::get_if<TextTest>(&value);
        return text != nullptr && text->mode == TextTest::Mode::Equals;
    });
    if (onlyWhole) {
        for (const FilterValue& value : term.values) {
            if (const auto row = m_index.findDomain(std::get<TextTest>(value).text)) {
                asked.set(*row);
            }
        }
        return asked;
    }
    const TextAsk ask(term);
    for (Row row = 0; row < asked.size() && !m_stop.stop_requested(); ++row) {
        const Answer answer = ask.of(m_index.domain(row).toStdString());
        asked.set(row, answer == Answer::Yes);
        gaveUp.set(row, answer == Answer::Both);
    }
    return asked;
}

// Nobody knows the domain of an account that nobody described, nor of what it owns.
Truth Terms::domainRanges(const FilterNode& term, Table of)
{
    Bitmap gaveUp;
    const Bitmap domains = domainNames(term, gaveUp);
    by(AnswerBy::DomainRange, of);
    const auto rowsOf = [&](const Bitmap& asked) {
        Bitmap rows(m_index.size(of));
        asked.forEach([&](Row domain) {
            const Index::Range range = m_index.rowsOfDomain(of, domain);
            rows.setRange(range.begin, range.end);
        });
        return rows;
    };
    Truth truth = Truth::certain(rowsOf(domains));
    if (gaveUp.any()) {
        truth.yes |= rowsOf(gaveUp);
    }
    const Bitmap& stubs = m_index.stubs(Table::Accounts);
    if (of == Table::Accounts) {
        return truth.forget(stubs);
    }
    const auto& people = of == Table::Projects ? m_columns.projects.owner : m_columns.uploads.account;
    const auto forgetIn = [&](std::optional<Row> domain) {
        const Index::Range range = m_index.rowsOfDomain(of, domain);
        forEachRowIn(range.begin, range.end, m_stop, [&](Row row) {
            if (stubs.test(people[row])) {
                truth.yes.set(row, false);
                truth.no.set(row, false);
            }
        });
    };
    forgetIn(std::nullopt);
    // Mostly a stub has no address and so no domain; where one has, its rows are looked for there.
    Bitmap odd(m_index.size(Table::Domains));
    stubs.forEach([&](Row account) { odd.set(m_columns.accounts.domain[account]); });
    odd.forEach([&](Row domain) { forgetIn(domain); });
    return truth;
}

Result<Truth> Terms::selections(const FilterNode& term, Table of)
{
    by(AnswerBy::Members, of);
    Bitmap members(m_index.size(of));
    for (const FilterValue& value : term.values) {
        const QString& name = std::get<TextTest>(value).text;
        const auto subjects = m_context.selection ? m_context.selection(name) : std::nullopt;
        if (!subjects) {
            return failure(ErrorKind::BadInput,
                           QStringLiteral("At character ") % QString::number(term.position + 1) %
                               QStringLiteral(" of the filter: there is no selection named \"") % forCell(name) %
                               QStringLiteral("\"."),
                           {}, QStringLiteral("Make it first, or take the term out."));
        }
        for (const Subject& subject : *subjects) {
            if (tableOf(subject.kind) == of) {
                if (const auto row = m_index.find(subject)) {
                    members.set(*row);
                }
            }
        }
    }
    return Truth::certain(std::move(members));
}

} // namespace cordon
