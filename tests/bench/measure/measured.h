// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace cordon::bench {

/// The middle of several runs and how far they lie apart, in milliseconds (or in `unit`).
struct Figure {
    double median = 0;
    double p25 = 0, p75 = 0;
    [[nodiscard]] double spread() const { return p75 - p25; }
};
/// Of at least one time.
[[nodiscard]] Figure figureOf(std::vector<double> times);

/// What is wanted of one interaction.
struct Goal {
    std::optional<double> ratio;      ///< ours to the rival's, at most; none: by milliseconds alone
    double atS = 0, atM = 0, atL = 0; ///< milliseconds, at most; at L only where there is no rival
    [[nodiscard]] double limit(char scale) const { return scale == 'S' ? atS : scale == 'M' ? atM : atL; }
};

/// One line of the table.
struct Measured {
    QString name;
    QString what; ///< a few words
    Figure ours;
    QString rival; ///< empty: there is none here, `note` says why
    std::optional<Figure> theirs;
    Goal goal;
    char scale = 'S';
    QString unit = QStringLiteral("ms");
    QString note;
    int runs = 0;
    bool asserted = false; ///< a miss is an error of the run, not only a NO in the table

    [[nodiscard]] std::optional<double> ratio() const;
    /// A figure shown beside others may have none; it cannot be missed.
    [[nodiscard]] bool hasGoal() const { return goal.ratio || goal.limit(scale) > 0; }
    /// By the ratio or, below L or without a rival, by the milliseconds: whichever is kinder.
    [[nodiscard]] bool met() const;
    /// Still met if the goal were this many times as loose.
    [[nodiscard]] bool metWithin(double factor) const;
    /// The run must end with an error: the goal is asserted and missed, or missed even if it were `floor`
    /// times as loose (0: no floor).
    [[nodiscard]] bool fails(double floor) const;
};

} // namespace cordon::bench
