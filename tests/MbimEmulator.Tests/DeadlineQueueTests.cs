using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Time;

namespace MbimEmulator.Tests;

public sealed class DeadlineQueueTests
{
    [Test]
    public void What_was_added_comes_in_the_order_of_deadlines_and_then_of_adding_without_what_was_removed()
    {
        var step = ArbMap.Default.ArbFor<(bool Adds, byte Which)>().Generator;
        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var queue = new DeadlineQueue<Item>();
            var model = new List<Item>();
            foreach (var (adds, which) in steps)
            {
                if (adds || model.Count == 0)
                {
                    var item = new Item(which % 16);
                    queue.Add(item, item.Due);
                    model.Add(item);
                }
                else
                {
                    var item = model[which % model.Count];
                    queue.Remove(item);
                    queue.Remove(item);
                    model.Remove(item);
                }

                if (queue.Count != model.Count)
                {
                    return false;
                }
            }

            // OrderBy keeps the order of equal ones.
            return Drain(queue).SequenceEqual(model.OrderBy(item => item.Due));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
    }

    [Test]
    public void What_was_cleared_can_be_added_again()
    {
        var queue = new DeadlineQueue<Item>();
        var item = new Item(1);
        queue.Add(item, 1);
        queue.Clear();
        queue.Remove(item);
        queue.Add(item, 2);
        Assert.That(queue.TryPeek(out var found, out var due));
        Assert.That((found, due, queue.Count), Is.EqualTo((item, 2L, 1)));
    }

    private static List<Item> Drain(DeadlineQueue<Item> queue)
    {
        List<Item> order = [];
        while (queue.TryPeek(out var item, out _))
        {
            queue.Remove(item);
            order.Add(item);
        }

        return order;
    }

    private sealed class Item(int due) : IDeadline
    {
        public int Due => due;

        int IDeadline.Position { get; set; } = -1;
    }
}
