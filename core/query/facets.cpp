// SPDX-License-Identifier: Apache-2.0
#include "core/query/facets.h"

#include "core/query/evaluate.h"
#include "core/query/facet_tally.h"
#include "core/query/name_prefix.h"
#include "core/query/stoppable.h"
#include "core/query/week_hour.h"

#include <array>
#include <unordered_map>

namespace cordon {
namespace {

/// The only field that a part of a filter asks about; nothing where there are several.
std::optional<Field> onlyField(const FilterNode& node)
{
    if (node.type == FilterNode::Type::Term) {
        return node.field;
    }
    const std::optional<Field> first = onlyField(node.children.front());
    const bool same = std::all_of(node.children.begin(), node.children.end(),
                                  [&first](const FilterNode& child) { return onlyField(child) == first; });
    return same ? first : std::nullopt;
}

/// For each word the first one that only differs from it in case, mostly itself.
std::vector<std::uint32_t> firstSpellings(const std::vector<QString>& words)
{
    std::unordered_map<std::string, std::uint32_t> first;
    std::vector<std::uint32_t> out;
    out.reserve(words.size());
    for (const QString& word : words) {
        out.push_back(first.try_emplace(caseFolded(QStringView(word)), std::uint32_t(out.size())).first->second);
    }
    return out;
}

/// The rows that a facet counts. Where they are uploads, each stands for its project: `weights`
/// holds how many a project has.
struct CountedRows {
    Bitmap rows;
    std::vector<std::uint32_t> weights;
};

class Facets {
public:
    Facets(const Index& index, const FacetRequest& request, std::stop_token stop)
        : m_index(index), m_columns(*index.columns()), m_request(request), m_stop(std::move(stop)),
          m_subjects(request.of == Table::Accounts ? Table::Accounts : Table::Projects)
    {
    }

    [[nodiscard]] Done prepare(const Filter& filter, const FilterContext& context);
    [[nodiscard]] std::vector<Facet> run();

private:
    struct Part {
        std::optional<Field> field;
        Bitmap rows;
    };

    [[nodiscard]] CountedRows under(std::optional<Field> left) const;
    [[nodiscard]] Facet facet(Field field, const CountedRows& counted) const;
    [[nodiscard]] Facet domains(const CountedRows& counted) const;
    [[nodiscard]] Facet states(const CountedRows& counted) const;
    [[nodiscard]] Facet verbs(const CountedRows& counted) const;
    [[nodiscard]] Facet reportedKinds(const CountedRows& counted) const;
    [[nodiscard]] Facet emptiness(const CountedRows& counted) const;
    [[nodiscard]] Facet hours(const CountedRows& counted) const;
    [[nodiscard]] Facet names(const CountedRows& counted) const;

    /// f(subject, weight): accounts or projects. Ends early where asked to stop.
    template<class F>
    void forEachSubject(const CountedRows& counted, F&& f) const
    {
        if (m_request.of != Table::Uploads) {
            forEachRow(counted.rows, m_stop, [&](Row row) { f(row, std::int64_t{1}); });
            return;
        }
        forEachRowIn(0, static_cast<Row>(counted.weights.size()), m_stop, [&](Row project) {
            if (counted.weights[project] > 0) {
                f(project, std::int64_t{counted.weights[project]});
            }
        });
    }

    [[nodiscard]] Facet largest(FacetTally& tally, const FacetTally::NameOf& nameOf) const
    {
        return tally.largest(m_request.most, nameOf, m_stop);
    }

    const Index& m_index;
    const Columns& m_columns;
    const FacetRequest& m_request;
    std::stop_token m_stop;
    const Table m_subjects;
    std::vector<Part> m_parts;
};

Done Facets::prepare(const Filter& filter, const FilterContext& context)
{
    if (filter.matchesEverything()) {
        return {};
    }
    const FilterNode& root = *filter.root();
    const bool several = root.type == FilterNode::Type::And;
    const std::span<const FilterNode> parts = several ? std::span(root.children) : std::span(&root, 1);
    Evaluator evaluator(m_index, context, m_stop);
    for (const FilterNode& part : parts) {
        Result<Truth> truth = evaluator.evaluate(part, m_request.of);
        if (!truth) {
            return tl::unexpected(truth.error());
        }
        m_parts.push_back({onlyField(part), std::move(truth->yes)});
    }
    return {};
}

CountedRows Facets::under(std::optional<Field> left) const
{
    CountedRows out{m_index.described(m_request.of), {}};
    for (const Part& part : m_parts) {
        if (!left || part.field != left) {
            out.rows &= part.rows;
        }
    }
    if (m_request.of == Table::Uploads) {
        out.weights.assign(m_index.size(Table::Projects), 0);
        forEachRow(out.rows, m_stop, [&](Row upload) { ++out.weights[m_columns.uploads.project[upload]]; });
    }
    return out;
}

std::vector<Facet> Facets::run()
{
    // Mostly the filter does not ask about the facet's own field, and all count the same rows.
    const CountedRows all = under(std::nullopt);
    std::vector<Facet> out;
    for (const Field field :
         {Field::Domain, Field::State, Field::Verb, Field::ReportedKind, Field::Empty, Field::Hour, Field::Name}) {
        if (m_stop.stop_requested() || (field == Field::Empty && m_subjects == Table::Accounts)) {
            continue;
        }
        const bool own =
            std::any_of(m_parts.begin(), m_parts.end(), [field](const Part& part) { return part.field == field; });
        out.push_back(own ? facet(field, under(field)) : facet(field, all));
        out.back().field = QString(infoOf(field).name);
    }
    return out;
}

Facet Facets::facet(Field field, const CountedRows& counted) const
{
    switch (field) {
    case Field::Domain:
        return domains(counted);
    case Field::State:
        return states(counted);
    case Field::Verb:
        return verbs(counted);
    case Field::ReportedKind:
        return reportedKinds(counted);
    case Field::Empty:
        return emptiness(counted);
    case Field::Hour:
        return hours(counted);
    default:
        return names(counted);
    }
}

Facet Facets::domains(const CountedRows& counted) const
{
    FacetTally tally(Field::Domain);
    for (Row domain = 0; domain < m_index.size(Table::Domains) && !m_stop.stop_requested(); ++domain) {
        const Index::Range range = m_index.rowsOfDomain(m_request.of, domain);
        tally.add(domain, counted.rows.count(range.begin, range.end));
    }
    return largest(tally, [this](std::uint64_t domain) {
        return FacetTally::Name{m_index.domain(static_cast<Row>(domain)), false};
    });
}

// As the filter reads them: "active" holds every state that counts as active.
Facet Facets::states(const CountedRows& counted) const
{
    const bool people = m_subjects == Table::Accounts;
    const std::vector<std::uint8_t>& states = people ? m_columns.accounts.state : m_columns.projects.state;
    std::array<std::int64_t, 256> counts{};
    const Bitmap& described = m_index.described(m_subjects);
    forEachSubject(counted, [&](Row row, std::int64_t weight) {
        counts[states[row]] += described.test(row) ? weight : 0; // an upload's project may be a stub
    });
    if (!people) {
        for (std::size_t state = 1; state < counts.size(); ++state) {
            counts[0] += countsAsActive(static_cast<ProjectState>(state)) ? counts[state] : 0;
        }
    }
    FacetTally tally(Field::State);
    for (std::size_t state = 0; state < counts.size(); ++state) {
        tally.add(state, counts[state]);
    }
    return largest(tally, [people](std::uint64_t state) {
        return FacetTally::Name{
            people ? word(static_cast<AccountState>(state)) : word(static_cast<ProjectState>(state)), false};
    });
}

Facet Facets::verbs(const CountedRows& counted) const
{
    std::array<std::int64_t, 256> counts{};
    Bitmap rows = m_index.decided(m_subjects);
    const bool uploads = m_request.of == Table::Uploads;
    if (!uploads) {
        rows &= counted.rows;
    }
    forEachRow(rows, m_stop, [&](Row row) {
        const auto verb = m_index.verbOn(m_subjects, row);
        counts[static_cast<std::uint8_t>(*verb)] += uploads ? counted.weights[row] : 1;
    });
    FacetTally tally(Field::Verb);
    for (std::size_t verb = 0; verb < counts.size(); ++verb) {
        tally.add(verb, counts[verb]);
    }
    return largest(tally, [](std::uint64_t verb) { return FacetTally::Name{word(static_cast<Verb>(verb)), false}; });
}

// A subject counts once a kind, however many reports of that kind it has. As the filter reads them:
// without regard to case.
Facet Facets::reportedKinds(const CountedRows& counted) const
{
    const WordColumn& kinds = m_columns.reports.kind;
    const std::vector<std::uint32_t> firstOf = firstSpellings(kinds.words());
    std::vector<std::int64_t> counts(kinds.words().size(), 0);
    std::vector<std::uint32_t> seen;
    const auto& links = m_subjects == Table::Accounts ? m_columns.accountReports : m_columns.projectReports;
    forEachSubject(counted, [&](Row row, std::int64_t weight) {
        seen.clear();
        for (const Row report : links.of(row)) {
            const std::uint32_t kind = firstOf[kinds.code(report)];
            if (std::find(seen.begin(), seen.end(), kind) == seen.end()) {
                seen.push_back(kind);
                counts[kind] += weight;
            }
        }
    });
    FacetTally tally(Field::ReportedKind);
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        tally.add(kind, kinds.words()[kind].trimmed().isEmpty() ? 0 : counts[kind]);
    }
    return largest(tally, [&kinds](std::uint64_t kind) { return FacetTally::Name{kinds.words()[kind], false}; });
}

Facet Facets::emptiness(const CountedRows& counted) const
{
    std::array<std::int64_t, 2> counts{};
    const NumberColumn& modules = m_columns.projects.modules;
    forEachSubject(counted, [&](Row row, std::int64_t weight) {
        const std::int64_t value = modules.at(row);
        if (value != kUnknownNumber) {
            counts[value == 0 ? 1 : 0] += weight;
        }
    });
    FacetTally tally(Field::Empty);
    tally.add(0, counts[0]);
    tally.add(1, counts[1]);
    return largest(tally, [](std::uint64_t empty) {
        return FacetTally::Name{empty != 0 ? QStringLiteral("yes") : QStringLiteral("no"), false};
    });
}

Facet Facets::hours(const CountedRows& counted) const
{
    std::array<std::int64_t, kWeekHours> counts{};
    const std::span<const std::int64_t> times = m_index.times(m_request.of);
    WeekHourReader hourOf;
    forEachRow(counted.rows, m_stop, [&](Row row) { ++counts[hourOf(times[row])]; });
    FacetTally tally(Field::Hour);
    for (std::size_t hour = 0; hour < counts.size(); ++hour) {
        tally.add(hour, counts[hour]);
    }
    return tally.inOrder([](std::uint64_t hour) {
        return FacetTally::Name{weekHourWord(static_cast<std::size_t>(hour)), false};
    });
}

Facet Facets::names(const CountedRows& counted) const
{
    const bool people = m_subjects == Table::Accounts;
    const TextColumn& folded = (people ? m_columns.accounts.name : m_columns.projects.name).folded();
    NamePrefixes prefixes(people ? NamePrefixes::Of::Text : NamePrefixes::Of::ProjectKey);
    forEachSubject(counted, [&](Row row, std::int64_t weight) { prefixes.add(folded.at(row), weight); });
    const std::vector<const NamePrefixes::Entry*> entries = prefixes.sorted(m_stop);
    FacetTally tally(Field::Name);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        tally.add(i, entries[i]->count);
    }
    return largest(tally, [&entries](std::uint64_t i) {
        return FacetTally::Name{QString::fromStdString(entries[i]->prefix), !entries[i]->whole};
    });
}

} // namespace

Result<std::vector<Facet>> facets(const Filter& filter, const Index& index, const FacetRequest& request,
                                  const FilterContext& context, std::stop_token stop)
{
    Facets work(index, request, stop);
    if (const Done ready = work.prepare(filter, context); !ready) {
        return tl::unexpected(ready.error());
    }
    std::vector<Facet> out = work.run();
    if (stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, QStringLiteral("Counting was stopped."));
    }
    return out;
}

} // namespace cordon
