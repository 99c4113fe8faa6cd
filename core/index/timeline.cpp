// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "core/index/in_parts.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace cordon {
namespace {

constexpr std::int64_t kMostBins = 100'000;

std::int64_t binOf(std::int64_t at, std::int64_t width)
{
    return at / width - (at % width < 0 ? 1 : 0); // towards the past also before 1970
}

/// The smallest multiple of the width whose bins are not too many.
std::int64_t widened(std::int64_t width, std::int64_t first, std::int64_t last)
{
    const std::int64_t wanted = binOf(last, width) - binOf(first, width) + 1;
    std::int64_t factor = (wanted + kMostBins - 1) / kMostBins;
    while (binOf(last, width * factor) - binOf(first, width * factor) + 1 > kMostBins) {
        ++factor; // a bin more at either end, because bins are aligned to the epoch
    }
    return width * factor;
}

/// The asked rows of a table with their times, domain by domain, in which times rise; tables that are
/// not in that order are one piece.
class TimedRows {
public:
    TimedRows(const Index& index, Table of, const Bitmap* where) : m_times(index.times(of)), m_rows(index.described(of))
    {
        if (where != nullptr) {
            m_rows &= *where;
        }
        const auto table = static_cast<std::size_t>(of);
        const auto& starts = index.columns()->domainStarts;
        m_rises = table < starts.size();
        m_starts = m_rises ? starts[table] : std::vector<Row>{0, static_cast<Row>(m_rows.size())};
    }

    [[nodiscard]] const Bitmap& rows() const { return m_rows; }
    [[nodiscard]] std::int64_t at(Row row) const { return m_times[row]; }

    /// Calls f(from, to) for each domain's share of [begin, end) that holds a row, in pieces of at most so
    /// many rows.
    template<class F>
    void forEachPiece(Row begin, Row end, Row most, F&& f) const
    {
        const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), begin);
        auto next = static_cast<std::size_t>(after - m_starts.begin());
        for (Row from = begin; from < end; ++next) {
            for (const Row bound = std::min(end, m_starts[next]); from < bound;) {
                const Row to = from + std::min(most, bound - from);
                if (m_rows.firstIn(from, to) < to) {
                    f(from, to);
                }
                from = to;
            }
        }
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> span() const
    {
        const auto size = static_cast<Row>(m_rows.size());
        std::int64_t first = at(m_rows.firstIn(0, size)), last = first;
        const auto widen = [&](Row row) {
            first = std::min(first, at(row));
            last = std::max(last, at(row));
        };
        forEachPiece(0, size, size, [&](Row begin, Row end) {
            if (m_rises) {
                widen(m_rows.firstIn(begin, end));
                widen(m_rows.lastIn(begin, end));
            } else {
                m_rows.forEachIn(begin, end, widen);
            }
        });
        return {first, last};
    }

private:
    std::span<const std::int64_t> m_times;
    Bitmap m_rows;
    std::vector<Row> m_starts;
    bool m_rises = false;
};

using Counts = std::vector<std::int64_t>;

struct Bins {
    std::int64_t first = 0; ///< number of the first one
    std::int64_t width = 0;
};

/// Counts the rows [begin, end). They mostly fall into the bin of the row before: a division only where
/// one does not. Ends early where `stop` asked.
void countRows(const TimedRows& rows, Row begin, Row end, const Bins& bins, Counts& counts, const std::stop_token& stop)
{
    std::int64_t from = 0, to = 0;
    std::int64_t* count = nullptr;
    constexpr Row kPiece = 1U << 18; // between two looks at the stop token
    rows.forEachPiece(begin, end, kPiece, [&](Row first, Row last) {
        if (stop.stop_requested()) {
            return;
        }
        rows.rows().forEachIn(first, last, [&](Row row) {
            const std::int64_t at = rows.at(row);
            if (count == nullptr || at < from || at >= to) {
                const std::int64_t number = binOf(at, bins.width);
                from = number * bins.width;
                to = from + bins.width;
                count = &counts[static_cast<std::size_t>(number - bins.first)];
            }
            ++*count;
        });
    });
}

/// The rows of each bin.
Counts counted(const TimedRows& rows, const Bins& bins, std::size_t howMany, const std::stop_token& stop)
{
    const std::size_t size = rows.rows().size(), parts = partsFor(size);
    std::array<Counts, kMostParts> each;
    std::fill_n(each.begin(), parts, Counts(howMany));
    inParts(parts, [&](std::size_t part) {
        countRows(rows, static_cast<Row>(partBegin(size, part, parts)),
                  static_cast<Row>(partBegin(size, part + 1, parts)), bins, each[part], stop);
    });
    for (std::size_t part = 1; part < parts; ++part) {
        std::transform(each[part].begin(), each[part].end(), each[0].begin(), each[0].begin(), std::plus<>());
    }
    return std::move(each[0]);
}

} // namespace

std::vector<Bin> timeline(const Index& index, Table of, Microseconds width, const Bitmap* where, std::stop_token stop)
{
    if (width < Microseconds(1) || of == Table::Domains) {
        return {};
    }
    const TimedRows rows(index, of, where);
    if (!rows.rows().any()) {
        return {};
    }
    const auto [first, last] = rows.span();
    const std::int64_t step = widened(width.count(), first, last);
    const Bins bins{binOf(first, step), step};
    const Counts counts = counted(rows, bins, static_cast<std::size_t>(binOf(last, step) - bins.first + 1), stop);
    if (stop.stop_requested()) {
        return {};
    }
    std::vector<Bin> result(counts.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = {Instant(Microseconds((bins.first + static_cast<std::int64_t>(i)) * step)), counts[i]};
    }
    return result;
}

} // namespace cordon
