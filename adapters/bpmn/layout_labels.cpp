// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/layout_labels.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace onus::bpmn {
namespace {

constexpr int kGap = 4;                // between a line and words
constexpr std::size_t kLarge = 2'000;  // edges; in a larger picture the first place is taken

bool meet(const Box& a, const Box& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

Box around(const Point& a, const Point& b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x) + 1,
            std::abs(a.y - b.y) + 1};
}

class LabelPlacer {
  public:
    LabelPlacer(const std::vector<LayoutEdge>& edges, Layout& layout)
        : edges_(edges), layout_(layout), large_(edges.size() > kLarge), taken_(layout.nodes) {
        taken_.insert(taken_.end(), layout.names.begin(), layout.names.end());
        for (const auto& points : layout.edges) {
            for (std::size_t at = 1; at < points.size(); ++at) {
                lines_.push_back(around(points[at - 1], points[at]));
            }
        }
        for (const Box& lane : layout.lanes) {
            lines_.push_back({lane.x, lane.y + lane.height, lane.width, 1});
        }
    }

    void run() {
        layout_.labels.resize(edges_.size());
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            if (edges_[i].label_width > 0) {
                place(i);
            }
        }
    }

  private:
    void place(std::size_t edge) {
        int best = std::numeric_limits<int>::max();
        int order = 0;
        for (const Box& box : places_for(edge)) {
            const int cost = large_ ? order : 100 * faults(box) + order;
            ++order;
            if (cost < best) {
                best = cost;
                layout_.labels[edge] = box;
            }
        }
        taken_.push_back(layout_.labels[edge]);
    }

    /// Words over words are worst; a line through them can be read.
    [[nodiscard]] int faults(const Box& box) const {
        const auto meets = [&](const Box& other) { return meet(box, other); };
        const auto covered = std::count_if(taken_.begin(), taken_.end(), meets);
        const auto crossed = std::count_if(lines_.begin(), lines_.end(), meets);
        const bool outside = box.x < 60 || box.y < 2 ||
                             box.x + box.width > layout_.pool.width - 2 ||
                             box.y + box.height > layout_.pool.height - 2;
        return static_cast<int>(20 * covered + crossed) + (outside ? 20 : 0);
    }

    /// Along its longest level part first, near where it begins: there it shares the least.
    [[nodiscard]] std::vector<Box> places_for(std::size_t edge) const {
        const std::vector<Point>& points = layout_.edges[edge];
        const int width = edges_[edge].label_width;
        const int height = edges_[edge].label_height;
        std::vector<std::pair<Point, Point>> parts;
        for (std::size_t at = 1; at < points.size(); ++at) {
            parts.emplace_back(points[at - 1], points[at]);
        }
        const auto level = [](const std::pair<Point, Point>& part) {
            return part.first.y == part.second.y ? std::abs(part.first.x - part.second.x) : 0;
        };
        std::stable_sort(parts.begin(), parts.end(),
                         [&](const auto& a, const auto& b) { return level(a) > level(b); });
        std::vector<Box> places;
        for (const auto& [a, b] : parts) {
            const Box line = around(a, b);
            if (level({a, b}) > 0) {
                const int left = line.x + kGap;
                const int middle = line.x + (line.width - width) / 2;
                const int right = line.x + line.width - width - kGap;
                const bool back = edges_[edge].back;
                for (const int y : {a.y - height - kGap, a.y + kGap}) {
                    for (const int x : {back ? right : left, middle, back ? left : right}) {
                        places.push_back({x, y, width, height});
                    }
                }
            } else {
                const int middle = line.y + (line.height - height) / 2;
                const int end = line.y + line.height - height - kGap;
                for (const int x : {a.x + kGap, a.x - width - kGap}) {
                    for (const int y : {middle, line.y + kGap, end}) {
                        places.push_back({x, y, width, height});
                    }
                }
            }
        }
        return places;
    }

    const std::vector<LayoutEdge>& edges_;
    Layout& layout_;
    bool large_;
    std::vector<Box> taken_;
    std::vector<Box> lines_;
};

}  // namespace

void place_labels(const std::vector<LayoutEdge>& edges, Layout& layout) {
    LabelPlacer(edges, layout).run();
}

}  // namespace onus::bpmn
