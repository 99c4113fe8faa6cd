// SPDX-License-Identifier: Apache-2.0
#include "core/index/column_file.h"

#include "core/index/column_archive.h"
#include "core/index/column_sections.h"
#include "core/index/huge_pages.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <memory>
#include <new>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <xxhash.h>

namespace cordon {
namespace {

static_assert(std::endian::native == std::endian::little, "sections are written as they lie in memory");

constexpr std::array<char, 16> kMagic{'c', 'o', 'r', 'd', 'o', 'n', '-', 'c', 'o', 'l', 'u', 'm', 'n', 's', '/', '1'};

/// A section that holds one place.
constexpr std::uint64_t kPlaceBytes = sizeof(std::uint64_t) + 2 * sizeof(std::uint64_t);

/// Threads that read: two parts of the file at once take little more time than one.
constexpr std::size_t kReaders = 2;

/// Stands before each section.
struct SectionHead {
    std::uint64_t bytes = 0, checksum = 0;
};

/// The file as it was when it was opened, whatever stands under its name later: a regular file of this
/// user and no link, since anything else may wait for ever or be somebody's trick.
class PictureFile {
public:
    explicit PictureFile(const QString& path)
        : m_handle(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    {
        struct stat seen {};
        if (m_handle >= 0 && ::fstat(m_handle, &seen) == 0 && S_ISREG(seen.st_mode) && seen.st_uid == ::geteuid()) {
            m_size = static_cast<std::uint64_t>(seen.st_size);
        }
    }
    ~PictureFile()
    {
        if (m_handle >= 0) {
            ::close(m_handle);
        }
    }
    PictureFile(const PictureFile&) = delete;
    PictureFile& operator=(const PictureFile&) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; } ///< 0: not to be used
    [[nodiscard]] bool read(void* to, std::uint64_t bytes, std::uint64_t place) const
    {
        auto* next = static_cast<char*>(to);
        while (bytes > 0 && place < m_size) {
            const ssize_t got = ::pread(m_handle, next, bytes, static_cast<off_t>(place));
            if (got <= 0) {
                return false;
            }
            next += got;
            place += static_cast<std::uint64_t>(got);
            bytes -= static_cast<std::uint64_t>(got);
        }
        return bytes == 0;
    }

private:
    int m_handle;
    std::uint64_t m_size = 0;
};

/// Read, set and summed in pieces of this size, which stay in the processor's cache: half a gigabyte
/// goes through memory once instead of three times.
constexpr std::size_t kPieceBytes = 256 * 1024;

/// Sections of a file, one after another. After a failure every further one is empty or short.
class SectionReader {
public:
    SectionReader(const PictureFile& file, std::uint64_t place, std::stop_token stop)
        : m_file(file), m_stop(std::move(stop)), m_place(place), m_sum(XXH3_createState())
    {
        if (!m_sum) {
            throw std::bad_alloc();
        }
    }

    template<class Values>
    void operator()(Values& values)
    {
        using T = typename Values::value_type;
        SectionHead head;
        m_sound = m_sound && !m_stop.stop_requested() && m_file.read(&head, sizeof head, m_place);
        m_place += sizeof head;
        m_sound =
            m_sound && head.bytes % sizeof(T) == 0 && m_place <= m_file.size() && head.bytes <= m_file.size() - m_place;
        if (!m_sound) {
            return;
        }
        reserveColumn(values, head.bytes / sizeof(T));
        m_sound = fill(values, head.bytes / sizeof(T)) && XXH3_64bits_digest(m_sum.get()) == head.checksum;
    }

    void seek(std::uint64_t place) { m_place = place; }
    [[nodiscard]] std::uint64_t place() const { return m_place; }
    [[nodiscard]] bool sound() const { return m_sound; }

private:
    struct FreeSum {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };

    template<class Values>
    [[nodiscard]] bool fill(Values& values, std::size_t count)
    {
        constexpr std::size_t kSize = sizeof(typename Values::value_type);
        XXH3_64bits_reset(m_sum.get());
        for (std::size_t have = 0; have < count; have = values.size()) {
            values.resize(std::min(count, have + kPieceBytes / kSize));
            const std::size_t bytes = (values.size() - have) * kSize;
            if (m_stop.stop_requested() || !m_file.read(values.data() + have, bytes, m_place)) {
                return false;
            }
            XXH3_64bits_update(m_sum.get(), values.data() + have, bytes);
            m_place += bytes;
        }
        return true;
    }

    const PictureFile& m_file;
    std::stop_token m_stop;
    std::uint64_t m_place;
    std::unique_ptr<XXH3_state_t, FreeSum> m_sum;
    bool m_sound = true;
};

/// Hands the parts [from, to) of the list on and passes the others over.
template<class Parts>
class SomeParts {
public:
    SomeParts(Parts& parts, std::size_t from, std::size_t to) : m_parts(parts), m_from(from), m_to(to) {}

    template<class Part>
    void operator()(Part& part)
    {
        if (m_number >= m_from && m_number < m_to) {
            m_parts(part);
        }
        ++m_number;
    }

private:
    Parts& m_parts;
    std::size_t m_from, m_to, m_number = 0;
};

/// Where each part of the file begins and the last one ends; the parts that each reader takes, about
/// as many bytes for every one.
struct Directory {
    std::vector<std::uint64_t> places;

    [[nodiscard]] bool sound(std::uint64_t fileSize) const
    {
        return places.size() > 1 && std::is_sorted(places.begin(), places.end()) && places.back() < fileSize;
    }
    [[nodiscard]] std::size_t firstOf(std::size_t reader) const
    {
        const std::uint64_t share = (places.back() - places.front()) / kReaders;
        const auto first = std::lower_bound(places.begin(), places.end(), places.front() + reader * share);
        return reader == kReaders ? places.size() - 1 : static_cast<std::size_t>(first - places.begin());
    }
};

/// One reader's share of the parts. Several may work on the same columns: no part is two readers'.
/// False also where there is no room: a section says itself how much it needs.
bool readParts(const PictureFile& file, const Directory& directory, std::size_t reader, Columns& columns,
               const std::stop_token& stop)
{
    const std::size_t from = directory.firstOf(reader), to = directory.firstOf(reader + 1);
    try {
        SectionReader sections(file, directory.places[from], stop);
        Together together(sections);
        SomeParts some(together, from, to);
        forEachSection(some, columns);
        return sections.sound() && sections.place() == directory.places[to];
    } catch (const std::exception&) {
        return false;
    }
}

std::string originBytes(const ColumnOrigin& origin)
{
    std::string bytes(sizeof origin.generation, '\0');
    std::memcpy(bytes.data(), &origin.generation, sizeof origin.generation);
    return bytes.append(origin.cache.constData(), static_cast<std::size_t>(origin.cache.size()));
}

/// What the file begins with, where it is a picture; then the reader stands behind it. Else empty.
std::string originIn(const PictureFile& file, SectionReader& sections)
{
    std::array<char, kMagic.size()> magic{};
    std::string seen;
    if (file.read(magic.data(), magic.size(), 0) && magic == kMagic) {
        sections(seen);
    }
    return sections.sound() ? seen : std::string();
}

tl::unexpected<Error> damaged(const QString& path)
{
    return failure(ErrorKind::Integrity, QStringLiteral("%1 is damaged.").arg(path),
                   QStringLiteral("Nothing was taken from it."), QStringLiteral("It is made anew from the cache."));
}

/// The directory stands behind the parts, since their sizes are known only then; its own place is
/// the last thing in the file.
Directory readDirectory(SectionReader& sections, std::uint64_t fileSize)
{
    Directory directory;
    std::vector<std::uint64_t> place;
    const std::uint64_t behind = sections.place();
    sections.seek(fileSize - kPlaceBytes);
    sections(place);
    sections.seek(place.empty() ? behind : place.front());
    sections(directory.places);
    if (!sections.sound() || sections.place() + kPlaceBytes != fileSize || !directory.sound(fileSize) ||
        directory.places.front() != behind) {
        return {};
    }
    return directory;
}

bool readAll(const PictureFile& file, const Directory& directory, Columns& columns, const std::stop_token& stop)
{
    std::array<bool, kReaders> sound{};
    {
        std::vector<std::jthread> others;
        for (std::size_t reader = 1; reader < kReaders; ++reader) {
            others.emplace_back([&, reader] { sound[reader] = readParts(file, directory, reader, columns, stop); });
        }
        sound[0] = readParts(file, directory, 0, columns, stop);
    }
    return std::all_of(sound.begin(), sound.end(), [](bool each) { return each; });
}

} // namespace

Done writeColumns(const Columns& columns, const ColumnOrigin& origin, const QString& path)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
                   file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                   file.write(kMagic.data(), kMagic.size()) == std::ssize(kMagic);
    const auto write = [&](const void* values, std::size_t bytes) {
        const SectionHead head{bytes, XXH3_64bits(values, bytes)};
        const auto size = static_cast<qint64>(bytes);
        written = written && file.write(reinterpret_cast<const char*>(&head), sizeof head) == sizeof head &&
                  (size == 0 || file.write(static_cast<const char*>(values), size) == size);
    };
    Apart apart(write);
    apart(originBytes(origin));
    Directory directory;
    const auto part = [&](const auto& value) {
        directory.places.push_back(static_cast<std::uint64_t>(file.pos()));
        apart(value);
    };
    forEachSection(part, columns);
    directory.places.push_back(static_cast<std::uint64_t>(file.pos()));
    apart(directory.places);
    apart(std::vector<std::uint64_t>{directory.places.back()});
    if (!written || !file.commit()) {
        return failure(ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString()),
                       QStringLiteral("The cache is complete without it."),
                       QStringLiteral("The next start takes longer."));
    }
    return {};
}

std::optional<ColumnOrigin> pictureOrigin(const QString& path)
{
    const PictureFile file(path);
    try {
        SectionReader sections(file, kMagic.size(), {});
        const std::string bytes = originIn(file, sections);
        ColumnOrigin origin;
        if (bytes.size() <= sizeof origin.generation) {
            return std::nullopt;
        }
        std::memcpy(&origin.generation, bytes.data(), sizeof origin.generation);
        origin.cache = QByteArray::fromStdString(bytes.substr(sizeof origin.generation));
        return origin;
    } catch (const std::exception&) { // no room: a section says itself how much it needs
        return std::nullopt;
    }
}

Result<std::shared_ptr<const Columns>> readColumns(const QString& path, const ColumnOrigin& origin,
                                                   std::stop_token stop)
{
    const auto stopped = failure(ErrorKind::Cancelled, QStringLiteral("Loading the workspace was stopped."));
    if (stop.stop_requested()) {
        return stopped;
    }
    const PictureFile file(path);
    try {
        SectionReader sections(file, kMagic.size(), stop);
        if (originIn(file, sections) != originBytes(origin)) {
            return std::shared_ptr<const Columns>();
        }
        const Directory directory = readDirectory(sections, file.size());
        auto columns = std::make_shared<Columns>();
        columns->generation = origin.generation;
        const bool sound = !directory.places.empty() && readAll(file, directory, *columns, stop) && areSound(*columns);
        if (stop.stop_requested()) {
            return stopped;
        }
        return sound ? Result<std::shared_ptr<const Columns>>(std::move(columns)) : damaged(path);
    } catch (const std::exception&) { // no room, or no second thread
        return damaged(path);
    }
}

} // namespace cordon
