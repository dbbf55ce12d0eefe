// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/layout.h"

#include <algorithm>
#include <bit>
#include <compare>
#include <map>
#include <set>
#include <tuple>

#include "adapters/bpmn/layout_labels.h"

namespace onus::bpmn {
namespace {

constexpr int kHeader = 30;    // of pools and lanes, where their names stand
constexpr int kMargin = 24;    // between the frame of a lane and what lies in it
constexpr int kNodeRow = 104;  // a row with nodes, with room for the name under an event
constexpr int kEdgeRow = 28;   // a row where only edges pass
constexpr int kTrack = 12;     // between two vertical lines
constexpr int kChannel = 28;   // between columns, beside the vertical lines

class LayoutMaker {
  public:
    LayoutMaker(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges,
                std::uint32_t lane_count)
        : nodes_(nodes),
          edges_(edges),
          column_(nodes.size(), 0),
          row_(nodes.size(), 0),
          route_(edges.size()),
          rows_(std::max(lane_count, 1U), 1) {}

    Layout run() {
        set_columns();
        place_nodes();
        route_edges();
        make_tracks();
        Layout layout;
        measure(layout);
        draw(layout);
        place_names(layout);
        place_labels(edges_, layout);
        return layout;
    }

  private:
    /// A row of a lane.
    struct Row {
        std::uint32_t lane = 0;
        int row = 0;
        friend auto operator<=>(const Row&, const Row&) = default;
    };
    struct Route {
        bool straight = true;  ///< from one column to the next
        Row row;               ///< of the part that runs along
        bool falls = false;    ///< leaves the node below or above it, not beside it
        bool climbs = false;   ///< comes to the node so
    };
    /// A vertical line: from and to which row, of which edge, and whether it is its first one.
    using Line = std::tuple<int, int, std::size_t, bool>;
    using Cell = std::tuple<int, std::uint32_t, int>;  // column, lane, row

    [[nodiscard]] Row row_of(std::uint32_t node) const { return {nodes_[node].lane, row_[node]}; }
    [[nodiscard]] int column(std::uint32_t node) const { return column_[node]; }

    /// Each node behind whatever leads to it.
    void set_columns() {
        std::vector<int> waits(nodes_.size(), 0);
        std::vector<std::vector<std::uint32_t>> next(nodes_.size());
        for (const LayoutEdge& edge : edges_) {
            if (!edge.back) {
                ++waits[edge.to];
                next[edge.from].push_back(edge.to);
            }
        }
        std::vector<std::uint32_t> ready;
        for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
            if (waits[node] == 0) {
                ready.push_back(node);
            }
        }
        for (std::size_t i = 0; i < ready.size(); ++i) {
            for (const std::uint32_t to : next[ready[i]]) {
                column_[to] = std::max(column_[to], column_[ready[i]] + 1);
                if (--waits[to] == 0) {
                    ready.push_back(to);
                }
            }
        }
        columns_ = 1 + *std::max_element(column_.begin(), column_.end());
    }

    /// Rows that are taken in a column of a lane, a bit for each; edges reach one column further.
    [[nodiscard]] const std::vector<std::uint64_t>& bits(int column, std::uint32_t lane) const {
        return taken_[lane][static_cast<std::size_t>(column + 1)];
    }
    [[nodiscard]] bool free(int from, int to, Row row) const {
        const auto word = static_cast<std::size_t>(row.row) / 64;
        for (int at = from; at <= to; ++at) {
            const auto& here = bits(at, row.lane);
            if (word < here.size() && (here[word] >> (row.row % 64) & 1U) != 0) {
                return false;
            }
        }
        return true;
    }
    /// The first row that is free in all these columns.
    [[nodiscard]] int first_free(int from, int to, std::uint32_t lane) const {
        for (std::size_t word = 0;; ++word) {
            std::uint64_t any = 0;
            for (int at = from; at <= to && ~any != 0; ++at) {
                const auto& here = bits(at, lane);
                any |= word < here.size() ? here[word] : 0;
            }
            if (~any != 0) {
                return static_cast<int>(word) * 64 + std::countr_one(any);
            }
        }
    }
    void take(int from, int to, Row row) {
        const auto word = static_cast<std::size_t>(row.row) / 64;
        for (int at = from; at <= to; ++at) {
            auto& here = taken_[row.lane][static_cast<std::size_t>(at + 1)];
            here.resize(std::max(here.size(), word + 1), 0);
            here[word] |= std::uint64_t{1} << (row.row % 64);
        }
        rows_[row.lane] = std::max(rows_[row.lane], row.row + 1);
    }

    /// In the row of what comes before, if it is free there.
    void place_nodes() {
        taken_.assign(rows_.size(), {});
        for (auto& columns : taken_) {
            columns.resize(static_cast<std::size_t>(columns_) + 2);
        }
        std::vector<std::uint32_t> before(nodes_.size(), kNone);
        for (const LayoutEdge& edge : edges_) {
            if (!edge.back && before[edge.to] == kNone &&
                nodes_[edge.from].lane == nodes_[edge.to].lane) {
                before[edge.to] = edge.from;
            }
        }
        std::vector<std::uint32_t> order(nodes_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return column_[a] < column_[b]; });
        for (const std::uint32_t node : order) {
            const int wanted = before[node] == kNone ? 0 : row_[before[node]];
            const std::uint32_t lane = nodes_[node].lane;
            for (int away = 0;; ++away) {
                if (free(column_[node], column_[node], {lane, wanted + away})) {
                    row_[node] = wanted + away;
                    break;
                }
                if (wanted >= away && free(column_[node], column_[node], {lane, wanted - away})) {
                    row_[node] = wanted - away;
                    break;
                }
            }
            take(column_[node], column_[node], row_of(node));
            node_cells_.emplace(column_[node], lane, row_[node]);
            node_rows_.insert(row_of(node));
        }
    }

    /// The row of its own nodes, or any in their lanes, or a new one.
    [[nodiscard]] Row row_for(const LayoutEdge& edge, int from, int to) const {
        const Row first = row_of(edge.from);
        const Row last = row_of(edge.to);
        if (!edge.back && free(from, to + (first == last ? 0 : 1), first)) {
            return first;
        }
        if (!edge.back && free(from - (first == last ? 0 : 1), to, last)) {
            return last;
        }
        for (const std::uint32_t lane : {last.lane, first.lane}) {
            const int row = first_free(from - 1, to + 1, lane);
            if (row < rows_[lane]) {
                return {lane, row};
            }
        }
        return {last.lane, rows_[last.lane]};
    }

    /// Edges over several columns, and back, get a row where no node stands in between. Beside a
    /// node that it does not belong to, an edge would run into that node's own ones.
    void route_edges() {
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const LayoutEdge& edge = edges_[i];
            const int from = edge.back ? column(edge.to) : column(edge.from) + 1;
            const int to = edge.back ? column(edge.from) : column(edge.to) - 1;
            if (from > to) {
                continue;
            }
            const Row row = row_for(edge, from, to);
            route_[i] = {false, row, false, false};
            take(from - (row == row_of(edge.from) && !edge.back ? 0 : 1),
                 to + (row == row_of(edge.to) && !edge.back ? 0 : 1), row);
        }
    }

    /// No node stands between a node and a row above or below it.
    [[nodiscard]] bool is_open(std::uint32_t node, Row row) const {
        const int here = rank(row_of(node));
        const int there = rank(row);
        const auto first = node_cells_.lower_bound({column_[node], 0, 0});
        const auto last = node_cells_.lower_bound({column_[node] + 1, 0, 0});
        return here != there && std::none_of(first, last, [&](const Cell& cell) {
                   const int at = rank({std::get<1>(cell), std::get<2>(cell)});
                   return at != here && at >= std::min(here, there) && at <= std::max(here, there);
               });
    }

    [[nodiscard]] int rank(Row row) const { return base_[row.lane] + row.row; }

    /// Vertical lines beside each other: a number for each, from the left.
    void make_tracks() {
        base_.assign(rows_.size(), 0);
        for (std::size_t lane = 1; lane < rows_.size(); ++lane) {
            base_[lane] = base_[lane - 1] + rows_[lane - 1];
        }
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            route_[i].falls = edges_[i].back && is_open(edges_[i].from, route_[i].row);
            route_[i].climbs = edges_[i].back && is_open(edges_[i].to, route_[i].row);
        }
        tracks_.assign(static_cast<std::size_t>(columns_) + 1, 0);
        std::map<int, std::vector<Line>> lines;
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const LayoutEdge& edge = edges_[i];
            const int begin = rank(row_of(edge.from));
            const int end = rank(row_of(edge.to));
            if (route_[i].straight) {
                if (begin != end) {
                    lines[column(edge.from)].emplace_back(begin, end, i, true);
                }
                continue;
            }
            const int along = rank(route_[i].row);
            if (begin != along && !route_[i].falls) {
                lines[column(edge.from)].emplace_back(begin, along, i, true);
            }
            if (end != along && !route_[i].climbs) {
                lines[column(edge.to) - 1].emplace_back(along, end, i, false);
            }
        }
        first_track_.assign(edges_.size(), 0);
        last_track_.assign(edges_.size(), 0);
        for (auto& [channel, all] : lines) {
            tracks_[static_cast<std::size_t>(channel)] = assign_tracks(std::move(all));
        }
    }

    /// What leaves a row turns off before what comes into it, so that no two lie on each other.
    /// Number of tracks.
    int assign_tracks(std::vector<Line> lines) {
        std::sort(lines.begin(), lines.end());
        std::map<int, std::size_t> begun;              // row: lines to be placed that leave it
        std::map<int, std::vector<std::size_t>> into;  // row: lines that lead into it
        std::set<std::size_t> open;                    // lines to be placed
        std::set<std::size_t> ready;                   // those into whose row none leaves
        for (std::size_t i = 0; i < lines.size(); ++i) {
            ++begun[std::get<0>(lines[i])];
            into[std::get<1>(lines[i])].push_back(i);
            open.insert(i);
        }
        for (const std::size_t i : open) {
            if (!begun.contains(std::get<1>(lines[i]))) {
                ready.insert(i);
            }
        }
        std::vector<std::vector<std::pair<int, int>>> used;
        std::map<int, std::size_t> behind;  // row: first track that may lead into it
        while (!open.empty()) {
            const std::size_t next =
                ready.empty() ? *open.begin() : *ready.begin();  // or they wait
            ready.erase(next);
            open.erase(next);
            const auto [begin, end, edge, first] = lines[next];
            if (--begun[begin] == 0) {
                for (const std::size_t i : into[begin]) {
                    if (open.contains(i)) {
                        ready.insert(i);
                    }
                }
            }
            const std::pair<int, int> span = std::minmax(begin, end);
            const auto meets = [low = span.first, high = span.second](const auto& other) {
                return low <= other.second && other.first <= high;
            };
            std::size_t track = behind[end];
            while (track < used.size() &&
                   std::any_of(used[track].begin(), used[track].end(), meets)) {
                ++track;
            }
            used.resize(std::max(used.size(), track + 1));
            used[track].push_back(span);
            behind[begin] = std::max(behind[begin], track + 1);
            (first ? first_track_ : last_track_)[edge] = static_cast<int>(track);
        }
        return static_cast<int>(used.size());
    }

    void measure(Layout& layout) {
        std::vector<int> width(static_cast<std::size_t>(columns_), 36);
        for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
            int& here = width[static_cast<std::size_t>(column_[node])];
            here = std::max(here, nodes_[node].width);
        }
        std::vector<int> words(static_cast<std::size_t>(columns_), 0);
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            int& here = words[static_cast<std::size_t>(column(edges_[i].from))];
            if (!edges_[i].back) {
                here = std::max(here, edges_[i].label_width);
            }
        }
        int x = 2 * kHeader + kMargin;
        for (int at = 0; at < columns_; ++at) {
            const auto index = static_cast<std::size_t>(at);
            center_.push_back(x + width[index] / 2);
            x += width[index];
            channel_.push_back(x + kChannel / 2 + kTrack / 2);
            x += kChannel + tracks_[index] * kTrack + words[index];
        }
        int y = 0;
        for (std::uint32_t lane = 0; lane < rows_.size(); ++lane) {
            const int top = y;
            y += kMargin / 2;
            for (int row = 0; row < rows_[lane]; ++row) {
                const int height = node_rows_.contains({lane, row}) ? kNodeRow : kEdgeRow;
                middle_[{lane, row}] = y + height / 2;
                y += height;
            }
            y += kMargin / 2;
            layout.lanes.push_back({kHeader, top, x + kMargin - kHeader, y - top});
        }
        layout.pool = {0, 0, x + kMargin, y};
        for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
            const LayoutNode& size = nodes_[node];
            layout.nodes.push_back(
                {center_[static_cast<std::size_t>(column_[node])] - size.width / 2,
                 middle_.at(row_of(node)) - size.height / 2, size.width, size.height});
        }
    }

    void draw(Layout& layout) const {
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const LayoutEdge& edge = edges_[i];
            const Box& from = layout.nodes[edge.from];
            const Box& to = layout.nodes[edge.to];
            const Route& route = route_[i];
            const int along = middle_.at(route.row);
            const Point middle{from.x + from.width / 2, from.y + from.height / 2};
            const Point aim{to.x + to.width / 2, to.y + to.height / 2};
            const Point begin =
                route.falls ? Point{middle.x, along > middle.y ? from.y + from.height : from.y}
                            : Point{from.x + from.width, middle.y};
            const Point end = route.climbs ? Point{aim.x, along > aim.y ? to.y + to.height : to.y}
                                           : Point{to.x, aim.y};
            const int out =
                channel_[static_cast<std::size_t>(column(edge.from))] + first_track_[i] * kTrack;
            std::vector<Point> points{begin};
            if (route.straight) {
                points.push_back({out, begin.y});
                points.push_back({out, end.y});
            } else {
                const int in = route.climbs
                                   ? aim.x
                                   : channel_[static_cast<std::size_t>(column(edge.to) - 1)] +
                                         last_track_[i] * kTrack;
                const int away = route.falls ? middle.x : out;
                points.insert(points.end(),
                              {{away, begin.y}, {away, along}, {in, along}, {in, end.y}});
            }
            points.push_back(end);
            layout.edges.push_back(without_needless(points));
        }
    }

    void place_names(Layout& layout) const {
        std::set<std::pair<int, int>> ends;
        for (const auto& points : layout.edges) {
            ends.emplace(points.front().x, points.front().y);
            ends.emplace(points.back().x, points.back().y);
        }
        constexpr int kBeside = 24;
        constexpr int kGap = 4;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const Box& box = layout.nodes[i];
            const int height = nodes_[i].words;
            const bool above = nodes_[i].above && !ends.contains({box.x + box.width / 2, box.y});
            layout.names.push_back({box.x - kBeside,
                                    above ? box.y - height - kGap : box.y + box.height + kGap,
                                    height == 0 ? 0 : box.width + 2 * kBeside, height});
        }
    }

    /// Bends only.
    static std::vector<Point> without_needless(const std::vector<Point>& points) {
        std::vector<Point> out;
        for (const Point& point : points) {
            if (!out.empty() && out.back() == point) {
                continue;
            }
            if (out.size() > 1 &&
                ((out[out.size() - 2].x == out.back().x && out.back().x == point.x) ||
                 (out[out.size() - 2].y == out.back().y && out.back().y == point.y))) {
                out.back() = point;
                continue;
            }
            out.push_back(point);
        }
        return out;
    }

    const std::vector<LayoutNode>& nodes_;
    const std::vector<LayoutEdge>& edges_;
    std::vector<int> column_;
    std::vector<int> row_;
    std::vector<Route> route_;
    std::vector<int> rows_;  ///< by lane
    int columns_ = 1;
    std::vector<std::vector<std::vector<std::uint64_t>>> taken_;  ///< by lane and column: rows
    std::set<Cell> node_cells_;
    std::set<Row> node_rows_;
    std::vector<int> base_;
    std::vector<int> tracks_;
    std::vector<int> first_track_;
    std::vector<int> last_track_;
    std::vector<int> center_;
    std::vector<int> channel_;
    std::map<Row, int> middle_;
};

}  // namespace

Layout lay_out(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges,
               std::uint32_t lane_count) {
    return nodes.empty() ? Layout{} : LayoutMaker(nodes, edges, lane_count).run();
}

}  // namespace onus::bpmn
