// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/stage/groups.h"

#include <QImage>
#include <QPainter>

#include <algorithm>

namespace cordon::bench {

namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::int64_t kFrom = 1'546'300'800'000'000; // 2019-01-01
constexpr int kBars = 2000;

/// A brush that somebody drags: its end moves, so that no answer can have been kept.
struct Brush {
    std::int64_t to = kFrom + kBars * kDay;
    void move() { to = to > kFrom + 4 * kBars / 5 * kDay ? to - kDay : kFrom + kBars * kDay; }
    [[nodiscard]] QString filter() const
    {
        return QStringLiteral("-domain:gmail.com uploaded:2019-01-01..%1").arg(formatDay(Instant(Microseconds(to))));
    }
};

void paintBars(QImage& image, const std::vector<Bin>& bins)
{
    image.fill(Qt::white);
    QPainter painter(&image);
    std::int64_t largest = 1;
    for (const Bin& bin : bins) {
        largest = std::max(largest, bin.count);
    }
    const double width = static_cast<double>(image.width()) / kBars;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double share = static_cast<double>(bins[i].count) / static_cast<double>(largest);
        const double height = share * image.height();
        painter.fillRect(QRectF(static_cast<double>(i) * width, image.height() - height, width, height), Qt::darkBlue);
    }
}

} // namespace

/// Ours filters, counts and paints; the rival only filters and counts.
Results timelineBars(Stage& stage)
{
    Measured result = stage.begin("timeline", "filter uploads, count and paint 2,000 days", {1.0 / 20, 3, 4, 17});
    result.rival = QStringLiteral("SQLite, table scan, no paint");
    const auto index = stage.session().index();
    Statement scan = stage.rival().prepare("SELECT count(*) FROM upload NOT INDEXED "
                                           "WHERE domain_id <> 0 AND t >= ?1 AND t < ?2 GROUP BY t / 86400000000");
    Brush brush;
    QImage image(1600, 200, QImage::Format_ARGB32_Premultiplied);
    const Side ours{[&] {
                        const auto kept = orTrouble(match(*Filter::parse(brush.filter()), *index, Table::Uploads));
                        const auto bins = timeline(*index, Table::Uploads, Microseconds(kDay), &kept);
                        paintBars(image, bins);
                        Answer answer;
                        for (const Bin& bin : bins) {
                            answer.rows += bin.count > 0;
                            answer.total += bin.count;
                        }
                        return answer;
                    },
                    [&] { brush.move(); }};
    const Side theirs{[&] {
        Answer answer;
        scan.bind(1, kFrom).bind(2, brush.to);
        while (scan.step()) {
            ++answer.rows;
            answer.total += scan.number(0);
        }
        return answer;
    }};
    compare(result, ours, theirs, stage.rounds());
    return {result};
}

} // namespace cordon::bench
