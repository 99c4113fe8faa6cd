// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "core/index/stop_poll.h"

#include <algorithm>
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

    /// Calls f(begin, end) for each piece that holds a row, of at most so many rows.
    template<class F>
    void forEachPiece(Row most, F&& f) const
    {
        for (std::size_t i = 0; i + 1 < m_starts.size(); ++i) {
            for (Row from = m_starts[i]; from < m_starts[i + 1]; from += std::min(most, m_starts[i + 1] - from)) {
                const Row to = from + std::min(most, m_starts[i + 1] - from);
                if (m_rows.firstIn(from, to) < to) {
                    f(from, to);
                }
            }
        }
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> span() const
    {
        std::int64_t first = at(m_rows.firstIn(0, static_cast<Row>(m_rows.size()))), last = first;
        const auto widen = [&](Row row) {
            first = std::min(first, at(row));
            last = std::max(last, at(row));
        };
        forEachPiece(static_cast<Row>(m_rows.size()), [&](Row begin, Row end) {
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

/// Rows mostly fall into the bin of the row before: a division only where one does not.
bool countInto(std::vector<Bin>& bins, const TimedRows& rows, std::int64_t start, std::int64_t width, StopPoll& stopped)
{
    bool whole = true;
    std::int64_t from = 0, to = 0;
    Bin* bin = nullptr;
    constexpr Row kPiece = 1U << 18; // between two looks at the stop token
    rows.forEachPiece(kPiece, [&](Row begin, Row end) {
        whole = whole && !stopped.now();
        if (!whole) {
            return;
        }
        rows.rows().forEachIn(begin, end, [&](Row row) {
            const std::int64_t at = rows.at(row);
            if (bin == nullptr || at < from || at >= to) {
                const std::int64_t number = binOf(at, width);
                from = number * width;
                to = from + width;
                bin = &bins[static_cast<std::size_t>(number - start)];
            }
            ++bin->count;
        });
    });
    return whole;
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
    StopPoll stopped(std::move(stop));
    const auto [first, last] = rows.span();
    const std::int64_t step = widened(width.count(), first, last);
    const std::int64_t start = binOf(first, step);
    std::vector<Bin> bins(static_cast<std::size_t>(binOf(last, step) - start + 1));
    for (std::size_t i = 0; i < bins.size(); ++i) {
        bins[i].at = Instant(Microseconds((start + static_cast<std::int64_t>(i)) * step));
    }
    return countInto(bins, rows, start, step, stopped) ? bins : std::vector<Bin>();
}

} // namespace cordon
