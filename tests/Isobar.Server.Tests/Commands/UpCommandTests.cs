using Isobar.Server.Commands;

namespace Isobar.Server.Tests.Commands;

public sealed class UpCommandTests
{
    [Theory]
    [InlineData("--log|/nowhere/access.log|--window|11")]
    [InlineData("--config|/nowhere/isobar.json")]
    public void With_wrong_arguments_it_ends_with_2(string arguments) =>
        Assert.Equal(ExitCode.Usage, UpCommand.Create().Parse(arguments.Split('|', StringSplitOptions.RemoveEmptyEntries)).Invoke());
}
