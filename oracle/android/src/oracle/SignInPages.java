package oracle;

import android.net.Uri;
import com.amplifyframework.auth.cognito.HostedUIClient;
import com.amplifyframework.statemachine.codegen.data.HostedUIOptions;
import com.amplifyframework.statemachine.codegen.data.HostedUIProviderInfo;
import com.amplifyframework.statemachine.codegen.data.OauthConfiguration;
import java.lang.reflect.Method;
import java.util.List;
import org.json.JSONObject;

/** The addresses that Amplify Android opens for a sign-in and a sign-out by redirect. */
final class SignInPages {
  private SignInPages() {}

  static void add(JSONObject read, OauthConfiguration oauth) throws Exception {
    if (oauth == null) return;
    HostedUIClient client = Inside.without(HostedUIClient.class);
    Inside.set(client, "configuration", oauth);
    for (String name : new String[] {"proofKey", "proofKeyHash", "state"}) Inside.set(client, name, "any");
    HostedUIOptions options = Inside.without(HostedUIOptions.class);
    Inside.set(options, "scopes", List.of());
    Inside.set(options, "providerInfo", Inside.without(HostedUIProviderInfo.class));
    Uri in = (Uri) call(client, "createAuthorizeUri", options);
    Uri out = (Uri) call(client, "createSignOutUri$aws_auth_cognito_release");
    read.put("domain", in.getHost());
    read.put("oauthClientId", in.getQueryParameter("client_id"));
    read.put("responseType", in.getQueryParameter("response_type"));
    read.put("signIn", in.getQueryParameter("redirect_uri"));
    read.put("signOut", out.getQueryParameter("logout_uri"));
    read.put("scopes", Main.sorted(oauth.getScopes()));
  }

  private static Object call(Object object, String name, Object... values) throws ReflectiveOperationException {
    for (Method method : object.getClass().getDeclaredMethods()) {
      if (!method.getName().equals(name)) continue;
      method.setAccessible(true);
      return method.invoke(object, values);
    }
    throw new NoSuchMethodException(name);
  }
}
