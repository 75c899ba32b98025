using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tests.DeviceServices;

public class AccessPolicyTests
{
    private static readonly Guid Meter = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly Guid Log = new("10112233-4455-6677-8899-aabbccddeeff");
    private static readonly CallerIdentity Alice = new() { User = "alice", Groups = ["users", "dialout"], Capabilities = ["cellularDeviceControl"] };
    private static readonly CallerIdentity Bob = new() { User = "bob", Groups = ["users"] };
    private static readonly CallerIdentity Root = new() { User = "root", IsAdministrator = true };

    [Test]
    public void Without_rules_the_owner_and_administrators_may_do_everything_and_others_nothing() =>
        Assert.That(
            new[] { CallerIdentity.Owner, Root, Alice, Bob, CallerIdentity.Nobody }.Select(caller => new AccessPolicy().Allows(caller, Meter, "WriteData")),
            Is.EqualTo(new[] { true, true, false, false, false }));

    [TestCase("", true, false)]
    [TestCase("allow bob WriteData", true, true)]
    [TestCase("allow alice", true, false)]
    [TestCase("deny bob, allow bob", true, false)]
    [TestCase("deny bob WriteData, allow bob", true, true)]
    [TestCase("deny @owner", false, false)]
    [TestCase("deny @owner WriteData", true, false)]
    [TestCase("allow bob, deny bob", true, true)]
    public void A_caller_may_use_something_unless_all_is_denied_to_it(string rules, bool owner, bool bob)
    {
        var policy = Of([.. rules.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Read)]);
        Assert.That((policy.AllowsSomething(CallerIdentity.Owner), policy.AllowsSomething(Bob)), Is.EqualTo((owner, bob)));
        Assert.That(Of(new AccessRule { Allow = false, Services = [Meter] }).AllowsSomething(Root), Is.True);

        static AccessRule Read(string rule)
        {
            var words = rule.Split(' ');
            return new AccessRule { Allow = words[0] == "allow", Users = [words[1]], Methods = [.. words[2..]] };
        }
    }

    [Test]
    public void The_first_rule_that_is_about_the_call_decides()
    {
        var policy = Of(
            new() { Allow = false, Users = ["alice"], Methods = ["WriteData"] },
            new() { Allow = true, Users = ["alice"] },
            new() { Allow = false });
        Assert.That(policy.Allows(Alice, Meter, "WriteData"), Is.False);
        Assert.That(policy.Allows(Alice, Meter, "OpenDataSession"), Is.True);
        Assert.That(policy.Allows(Bob, Meter, "OpenDataSession"), Is.False);
    }

    [Test]
    public void A_rule_without_lists_is_about_everybody_the_owner_included()
    {
        Assert.That(Of(new AccessRule { Allow = false }).Allows(CallerIdentity.Owner, Meter, "QueryCommand"), Is.False);
        Assert.That(Of(new AccessRule { Allow = true }).Allows(CallerIdentity.Nobody, Meter, "QueryCommand"), Is.True);
    }

    [Test]
    public void A_rule_that_is_not_about_the_call_leaves_it_to_the_default()
    {
        var policy = Of(new AccessRule { Allow = true, Services = [Log] });
        Assert.That(policy.Allows(Bob, Log, "SetCommand"), Is.True);
        Assert.That(policy.Allows(Bob, Meter, "SetCommand"), Is.False);
        Assert.That(policy.Allows(Root, Meter, "SetCommand"), Is.True);
    }

    [TestCase("dialout", true)]
    [TestCase("Dialout", false)]
    [TestCase("wheel", false)]
    public void Groups_are_compared_as_they_are_written(string group, bool allowed) =>
        Assert.That(Of(new AccessRule { Allow = true, Groups = ["x", group] }).Allows(Alice, Meter, "SetCommand"), Is.EqualTo(allowed));

    [Test]
    public void One_capability_of_the_list_is_enough()
    {
        var policy = Of(new AccessRule { Allow = true, Capabilities = ["cellularDeviceIdentity", "cellularDeviceControl"] });
        Assert.That(policy.Allows(Alice, Meter, "SetCommand"), Is.True);
        Assert.That(policy.Allows(Bob, Meter, "SetCommand"), Is.False);
    }

    [Test]
    public void All_lists_of_a_rule_must_have_something_of_the_call()
    {
        var policy = Of(new AccessRule { Allow = true, Users = ["alice", "bob"], Groups = ["dialout"], Services = [Meter], Methods = ["SetCommand"] });
        Assert.That(policy.Allows(Alice, Meter, "SetCommand"), Is.True);
        Assert.That(policy.Allows(Bob, Meter, "SetCommand"), Is.False, "group");
        Assert.That(policy.Allows(Alice, Log, "SetCommand"), Is.False, "service");
        Assert.That(policy.Allows(Alice, Meter, "QueryCommand"), Is.False, "method");
        Assert.That(policy.Allows(Alice with { User = "eve" }, Meter, "SetCommand"), Is.False, "user");
    }

    [Test]
    public void The_owner_and_administrators_have_names_of_their_own()
    {
        var policy = Of(new() { Allow = false, Users = [AccessRule.Owner] }, new() { Allow = false, Users = [AccessRule.Administrators] }, new() { Allow = true });
        Assert.That(
            new[] { CallerIdentity.Owner, Root, Alice }.Select(caller => policy.Allows(caller, Meter, "WriteData")),
            Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public void A_user_cannot_take_the_name_of_the_owner()
    {
        var policy = Of(new AccessRule { Allow = true, Users = [AccessRule.Owner] });
        Assert.That(policy.Allows(new CallerIdentity { User = CallerIdentity.Owner.User }, Meter, "WriteData"), Is.False);
        Assert.That(policy.Allows(new CallerIdentity { User = AccessRule.Owner }, Meter, "WriteData"), Is.False);
    }

    private static AccessPolicy Of(params AccessRule[] rules) => new() { Rules = rules.ToMbimArray() };
}
